import Glibc
import Testing

@testable import SocketInspector

/// The rules by which the live view and the event streams decide what to scan again, without any
/// I/O. `CachedOwnerFinderTests` tests them with recorded and real processes.
@Suite struct OwnerCacheTests {
  private static func scan(
    _ descriptors: [SocketDescriptor], errors: [Int32: SystemError] = [:]
  ) -> DescriptorScan.Result {
    var result = DescriptorScan.Result()
    result.descriptors = descriptors
    result.errors = errors
    return result
  }

  private static func descriptor(_ inode: UInt64, _ pid: Int32, _ fd: Int32) -> SocketDescriptor {
    SocketDescriptor(inode: inode, pid: pid, fd: fd)
  }

  private static let denied = SystemError(.open, "/proc/8/fd", code: EACCES)

  /// A cache after an update, in which process 7 owns socket 100, and process 8 owns socket 200.
  private static func cache() -> OwnerCache {
    var cache = OwnerCache()
    let tables = Self.tables
    cache.apply(scan([descriptor(100, 7, 3), descriptor(200, 8, 3)]), of: cache.advance(tables))
    return cache
  }

  private static let tables = [(pid: Int32(7), table: table(4, 70)), (8, table(4, 80))]

  private static func table(_ count: Int, _ inode: UInt64) -> DescriptorTable? {
    var status = stat()
    status.st_size = count
    status.st_ino = ino_t(inode)
    return DescriptorTable(FileStatus(status))
  }

  private func owners(_ found: OwnerResolution, _ inodes: UInt64...) -> [String] {
    inodes.map { inode in
      let owners = found.owners.descriptors(of: inode).map { "\($0.pid)[\($0.fd)]" }
      return (["\(inode)", found.ownership(of: inode).rawValue] + owners).joined(separator: " ")
    }
  }

  /// Each update would scan all processes, which costs as much as no cache, or a socket that was
  /// passed on would never be noticed.
  @Test func unchangedProcessesAreScannedEvery32Updates() {
    var cache = Self.cache()
    var scans: [Int32: Int] = [:]
    for _ in 0..<64 {
      for pid in cache.advance(Self.tables) { scans[pid, default: 0] += 1 }
    }
    #expect(scans == [7: 2, 8: 2])
  }

  /// A new socket would be shown late: a process that opened something, that reuses a PID, or whose
  /// table is unknown is scanned at the next update.
  @Test func changedProcessesAreScannedAtOnce() {
    for table in [Self.table(5, 70), Self.table(4, 71), nil] {
      var cache = Self.cache()
      #expect(cache.advance([(7, table), Self.tables[1]]) == [7])
    }
  }

  /// A process that has ended would still be shown as an owner.
  @Test func endedProcessesAreForgotten() {
    var cache = Self.cache()
    #expect(cache.hasProcess(7))
    _ = cache.advance([Self.tables[1]])
    #expect(!cache.hasProcess(7))
    _ = cache.request([100, 200])
    #expect(cache.missing == [100])
  }

  /// A socket that replaces another one in the same process would make the update scan all
  /// processes.
  @Test func theProcessOfAClosedSocketIsScannedFirst() {
    var cache = Self.cache()
    #expect(cache.request([100, 200]) == [])
    #expect(cache.request([200, 300]) == [7])
    #expect(cache.missing == [300])
  }

  /// Sockets of the kernel, which have no owner, would make each update scan all processes; or a
  /// new socket that reuses the inode number of one would not be searched for.
  @Test func aSocketWithoutAnOwnerIsSearchedForOnce() {
    var cache = Self.cache()
    _ = cache.request([100, 300])
    cache.conclude(unowned: [300])
    #expect(cache.missing == [])
    #expect(owners(cache.resolution(), 100, 300) == ["100 known 7[3]", "300 unowned"])
    _ = cache.request([100])
    _ = cache.request([100, 300])
    #expect(cache.missing == [300])
  }

  /// An owner would be kept although a scan of its process no longer found the socket, or lost
  /// although its process was not scanned.
  @Test func aScanReplacesTheOwnersOfItsProcesses() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    cache.apply(Self.scan([Self.descriptor(100, 7, 9)]), of: [7])
    #expect(owners(cache.resolution(), 100, 200) == ["100 known 7[9]", "200 known 8[3]"])
    cache.apply(Self.scan([]), of: nil)
    #expect(owners(cache.resolution(), 100, 200) == ["100 gone", "200 gone"])
    // Results of a further search are added.
    cache.add(Self.scan([Self.descriptor(100, 7, 3)]))
    #expect(owners(cache.resolution(), 100, 200) == ["100 known 7[3]", "200 gone"])
  }

  /// A socket would be reported to have no owner, although a process that could not be read may
  /// have it open.
  @Test func anErrorIsKeptUntilTheProcessIsScannedAgain() {
    var cache = Self.cache()
    _ = cache.request([100, 300])
    cache.apply(Self.scan([], errors: [8: Self.denied]), of: [8])
    #expect(owners(cache.resolution(), 100, 300) == ["100 known 7[3]", "300 denied"])
    cache.apply(Self.scan([]), of: [7])
    #expect(owners(cache.resolution(), 300) == ["300 denied"])
    cache.apply(Self.scan([]), of: [8])
    #expect(owners(cache.resolution(), 300) == ["300 gone"])
  }

  /// An event would not name the process of a socket that was closed after the tables were read.
  @Test func aSocketClosedAfterTheTablesWereReadKeepsItsOwner() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    let previous = cache.resolution().descriptors
    cache.apply(Self.scan([Self.descriptor(200, 7, 5)]), of: nil)
    #expect(
      owners(cache.resolution(keeping: previous), 100, 200)
        == ["100 known 7[3]", "200 known 7[5]"])
  }

  /// A socket that was closed before it is shown would keep its owner, or one whose owner can no
  /// longer be read would be called "gone".
  @Test func aSocketThatARecheckDoesNotFindIsGone() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    let previous = cache.descriptors(of: [100, 200]).values.flatMap { $0 }
    cache.apply(Self.scan([], errors: [8: Self.denied]), of: [7, 8])
    #expect(
      owners(cache.rechecked([100, 200], since: previous), 100, 200) == ["100 gone", "200 denied"])
  }
}
