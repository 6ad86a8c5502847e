import Foundation
import TestSupport
import Testing

@testable import SocketInspector
@testable import portstat

/// The notes of a stream. Their texts must not contain what differs from update to update, or the
/// same note would be written again and again.
@Suite struct OutcomeNotesTests {
  /// The notes on a snapshot of a tree, given the result of the descriptor scan.
  private func notes(_ tree: ProcTree, _ scan: DescriptorScan.Result = .init()) throws -> [String] {
    var query = Query(procPath: tree.path)
    query.source = .procfs
    var owners = OwnersByClosure { OwnerResolution(of: $0, scan, isConfirmedLater: true) }
    let snapshot = try Snapshot.capture(query, in: ProcFileSystem(tree.path), &owners)
    var related = RelatedProcesses(tree.path)
    return Outcome(snapshot, .alwaysSucceeds, &related).notes(withCounts: false).map(\.text)
  }

  /// A limit may be reached at another process in each update.
  @Test func aReachedLimitDoesNotNameTheProcess() throws {
    let tree = try ProcTree()
    func notes(_ name: String) throws -> [String] {
      let error = SystemError(.open, "\(tree.path)/\(name)", code: EMFILE)
      let notes = try self.notes(tree, DescriptorScan.Result(reachedLimit: error))
      try #require(!notes.isEmpty)
      return notes
    }
    let expected = "\(tree.path)/PID/comm: Too many open files"
    #expect(try notes("4711/comm").first?.contains(expected) == true)
    #expect(try notes("4711/comm") == notes("815/comm"))
    #expect(try notes("4711/fd") == notes("815/task/816/fd"))
    #expect(try notes("4711/fd/3") == notes("815/fd"))
    #expect(try notes("4711") == notes("815"))
    #expect(try notes("sys/kernel/hostname").first?.contains("/sys/kernel/hostname:") == true)
  }

  /// The number and content of damaged lines may differ in each update.
  @Test func aDamagedLineIsNotNamed() throws {
    let tree = try ProcTree()
    let row = KernelRow.listener("127.0.0.1:80", inode: 1).tcpText(number: 0)
    func notes(_ lines: String...) throws -> [String] {
      try tree.writeLines([ProcTree.heading] + lines, to: "self/net/tcp")
      return try self.notes(tree)
    }
    let short = try notes(row, row.replacingOccurrences(of: "0100007F", with: "01007F"))
    #expect(short == ["\(tree.path)/self/net/tcp: skipped lines: invalid local address"])
    let shifted = " " + row.replacingOccurrences(of: "0100007F", with: "0100007")
    #expect(try notes(shifted, shifted, row) == short)
  }

  /// A recording without links has many descriptors that are not links.
  @Test func aDescriptorThatIsNotALinkIsNotNamed() throws {
    let tree = try ProcTree()
    func notes(_ pids: Int32...) throws -> [String] {
      try self.notes(
        tree,
        DescriptorScan.Result(
          errors: Dictionary(
            uniqueKeysWithValues: pids.map {
              ($0, SystemError(.read, "\(tree.path)/\($0)/fd/3", code: EINVAL))
            })))
    }
    let one = try notes(7)
    #expect(one.contains { $0.contains("are not symbolic links") })
    #expect(try notes(8, 9) == one)
  }
}
