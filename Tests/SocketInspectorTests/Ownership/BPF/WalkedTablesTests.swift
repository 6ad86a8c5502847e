import Testing

@testable import SocketInspector

@Suite struct WalkedTablesTests {
  private static let unsettled = UInt64(DescriptorWalkProgram.unsettled)

  /// The records of a table: descriptors as pairs of inode and number, then what the program writes after them.
  private static func table(
    _ pid: UInt64, thread: UInt64? = nil, start: UInt64 = 5, open: UInt64 = 9,
    _ descriptors: [(UInt64, UInt64)]
  ) -> [UInt64] {
    descriptors.flatMap { [$0.0, $0.1] } + [0, pid, thread ?? pid, start, open, 0]
  }

  /// Owners would be attributed to the next process.
  @Test func descriptorsBelongToTheTableThatFollowsThem() {
    let tables = WalkedTables(
      Self.table(7, [(100, 3), (101, 4)]) + Self.table(8, [])
        + Self.table(9, thread: 11, [(100, 3)])
    )
    #expect(
      tables.descriptors() == [
        SocketDescriptor(inode: 100, pid: 7, fd: 3), SocketDescriptor(inode: 101, pid: 7, fd: 4),
        SocketDescriptor(inode: 100, pid: 9, fd: 3, threadID: 11),
      ])
    #expect(tables.descriptors(of: [9]).map(\.inode) == [100])
    #expect(tables.processes.mapValues(\.openCount) == [7: 9, 8: 9, 9: nil])
    #expect(tables.processes.mapValues(\.startTime) == [7: 5, 8: 5, 9: 5])
  }

  /// A process whose table changed during the run would be taken for one that was read completely.
  @Test func aTableThatChangedHasNoCount() {
    let tables = WalkedTables(Self.table(7, open: Self.unsettled | 9, [(100, 3)]))
    #expect(tables.processes[7] == .init(startTime: 5, openCount: nil, digest: tables.digest(7)))
    #expect(tables.descriptors().map(\.pid) == [7])
  }

  /// An owner that closed a socket would still be shown, or one that closed nothing would be read again.
  @Test func theDigestChangesWithTheDescriptors() {
    let before = WalkedTables(Self.table(7, [(100, 3), (101, 4)]))
    let same = WalkedTables(
      Self.table(7, thread: 8, [(101, 4)]) + Self.table(7, [(100, 3)]) + Self.table(6, [(1, 1)]))
    #expect(before.digest(7) == same.digest(7))
    for other: [(UInt64, UInt64)] in [
      [(100, 3)], [], [(100, 4), (101, 3)], [(100, 3), (101, 5)], [(100, 3), (102, 4)],
      [(100, 3), (101, 4), (101, 4)],
    ] {
      #expect(WalkedTables(Self.table(7, other)).digest(7) != before.digest(7), "\(other)")
    }
  }

  /// The digest of the old process would count for the new one.
  @Test func aReusedPIDIsAnotherProcess() {
    let tables = WalkedTables(
      Self.table(7, start: 5, [(100, 3)]) + Self.table(7, start: 6, [(200, 3)]))
    #expect(tables.processes[7]?.startTime == 6)
    #expect(tables.digest(7) == WalkedTables(Self.table(7, [(200, 3)])).digest(7))
  }

  /// Records are from the kernel, but a trap would end the program.
  @Test func incompleteAndImpossibleRecordsAreLeftOut() {
    let whole = Self.table(7, [(100, 3)]) + Self.table(8, [(101, 1 << 40)])
    for count in 0..<whole.count { _ = WalkedTables(Array(whole.prefix(count))).descriptors() }
    #expect(WalkedTables(whole).descriptors().map(\.inode) == [100])
    #expect(WalkedTables(Self.table(1 << 40, [(100, 3)])).descriptors().isEmpty)
    #expect(WalkedTables([]).processes.isEmpty)
  }
}

extension WalkedTables {
  fileprivate func digest(_ pid: Int32) -> UInt64 { processes[pid]?.digest ?? 0 }
}
