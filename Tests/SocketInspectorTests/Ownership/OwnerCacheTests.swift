import Glibc
import Testing

@testable import SocketInspector

/// The rules by which the live view and the streams decide what to scan again, without any process:
/// `CachedOwnerFinderTests` has the same against recorded trees and real ones.
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

  private static let denied = SystemError(.open, "/proc/8/fd", code: SystemError.tryAgain)

  /// A cache that knows 7 as the owner of 100 and 8 as the owner of 200, after an update.
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

  /// Scanning everything at each update would cost as much as no cache; never scanning what looks
  /// unchanged would miss what was passed on for ever.
  @Test func whatLooksUnchangedIsScannedEvery32Updates() {
    var cache = Self.cache()
    var scans: [Int32: Int] = [:]
    for _ in 0..<64 {
      for pid in cache.advance(Self.tables) { scans[pid, default: 0] += 1 }
    }
    #expect(scans == [7: 2, 8: 2])
  }

  /// A process that opened something, one whose PID was used again, and one that cannot be judged.
  @Test func whatChangedIsScannedAtOnce() {
    for table in [Self.table(5, 70), Self.table(4, 71), nil] {
      var cache = Self.cache()
      #expect(cache.advance([(7, table), Self.tables[1]]) == [7])
    }
  }

  /// A process that ended is forgotten, and with it what it had open.
  @Test func whatEndedIsForgotten() {
    var cache = Self.cache()
    #expect(cache.hasProcess(7))
    _ = cache.advance([Self.tables[1]])
    #expect(!cache.hasProcess(7))
    _ = cache.request([100, 200])
    #expect(cache.missing == [100])
  }

  /// Only the process that lost a socket is scanned when another one has no owner: it may have it now.
  @Test func aSocketThatClosedPointsToItsProcess() {
    var cache = Self.cache()
    #expect(cache.request([100, 200]) == [])
    #expect(cache.request([200, 300]) == [7])
    #expect(cache.missing == [300])
  }

  /// A socket without an owner, such as the kernel's own, is searched for once and not at each update;
  /// after it left the tables, its number may be another socket's.
  @Test func aSocketWithoutAnOwnerIsRememberedWhileItIsThere() {
    var cache = Self.cache()
    _ = cache.request([100, 300])
    cache.conclude(unowned: [300])
    #expect(cache.missing == [])
    #expect(owners(cache.resolution(), 100, 300) == ["100 known 7[3]", "300 unowned"])
    _ = cache.request([100])
    _ = cache.request([100, 300])
    #expect(cache.missing == [300])
  }

  /// A scan replaces what was known of the processes that it scanned, and of no other one.
  @Test func aScanReplacesWhatItScanned() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    cache.apply(Self.scan([Self.descriptor(100, 7, 9)]), of: [7])
    #expect(owners(cache.resolution(), 100, 200) == ["100 known 7[9]", "200 known 8[3]"])
    cache.apply(Self.scan([]), of: nil)
    #expect(owners(cache.resolution(), 100, 200) == ["100 gone", "200 gone"])
    // A further search adds to it.
    cache.add(Self.scan([Self.descriptor(100, 7, 3)]))
    #expect(owners(cache.resolution(), 100, 200) == ["100 known 7[3]", "200 gone"])
  }

  /// A process that could not be read may be the owner of what is missing until it is scanned again.
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

  /// A socket that closed after the tables were read had an owner when they were.
  @Test func aSocketThatClosedSinceKeepsItsOwner() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    let previous = cache.resolution().descriptors
    cache.apply(Self.scan([Self.descriptor(200, 7, 5)]), of: nil)
    #expect(
      owners(cache.resolution(keeping: previous), 100, 200)
        == ["100 known 7[3]", "200 known 7[5]"])
  }

  /// After a recheck, an owner that is not found any more closed the socket, unless its process could not
  /// be read: then nothing is known.
  @Test func whatARecheckDoesNotFindWasClosed() {
    var cache = Self.cache()
    _ = cache.request([100, 200])
    let previous = cache.descriptors(of: [100, 200]).values.flatMap { $0 }
    cache.apply(Self.scan([], errors: [8: Self.denied]), of: [7, 8])
    #expect(
      owners(cache.rechecked([100, 200], since: previous), 100, 200) == ["100 gone", "200 denied"])
  }
}
