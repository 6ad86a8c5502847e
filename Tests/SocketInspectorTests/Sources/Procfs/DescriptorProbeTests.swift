import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct DescriptorProbeTests {
  /// The numbers that the probe tries in a table with these descriptors.
  private func tried(_ descriptors: Set<Int32>) throws -> [Int32] {
    let folder = try TemporaryDirectory()
    let table = try Directory(folder.path)
    var tried: [Int32] = []
    try DescriptorProbe(count: descriptors.count).run(in: table) { (fd) throws(SystemError) in
      tried.append(fd)
      return descriptors.contains(fd)
    }
    return tried
  }

  /// An owner would be missing because the probe stops before one of its descriptors.
  @Test func aTableWithoutGapsIsTriedToItsEnd() throws {
    for count in [0, 1, 3, 100] as [Int32] {
      #expect(try tried(Set(0..<count)) == Array(0..<count))
    }
    // A few closed numbers do not end it, at the beginning or later.
    #expect(try tried([2, 3]) == [0, 1, 2, 3])
    #expect(try tried(Set(0..<100).subtracting([50, 60, 70])) == Array(0..<100))
  }

  /// A process with one descriptor at a million would cost a million system calls.
  @Test func aTableWithManyGapsIsAbandoned() throws {
    #expect(try tried([1_000_000]).count <= 4)
    #expect(try tried(Set(0..<80).union([1_000_000])).count <= 80 + 80 / 8 + 4)
  }

  /// A descriptor would be missed or counted twice where the probe ends and the listing takes over.
  /// The wrong count would make the process be scanned again and again.
  @Test(
    .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
    // After 100 descriptors, 15 unused numbers end the probe at the next one, 115.
    arguments: [[], [0...30], [20...50], [100...113], [100...114], [100...115], [10...2000]]
      as [[ClosedRange<Int32>]])
  func eachDescriptorOfARealTableIsSeenOnce(closed: [ClosedRange<Int32>]) throws {
    let python = try PythonSession()
    try python.run("keep = [os.open('/dev/null', os.O_RDONLY) for _ in range(700)]")
    for range in closed {
      // The session itself uses the first ten.
      try python.run("os.closerange(\(max(range.lowerBound, 10)), \(range.upperBound + 1))")
    }
    let proc = try ProcFileSystem("/proc")
    try #require(proc.isMounted)
    let table = try proc.root.directory("\(python.pid)/fd")
    let expected = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(python.pid)/fd")
      .compactMap { Int32($0) }.sorted()
    var seen: [Int32] = []
    func see(_ fd: Int32) throws(SystemError) -> Bool {
      do throws(SystemError) {
        _ = try table.socketInode(ofLink: fd)
        seen.append(fd)
        return true
      } catch {
        if error.isGone { return false }
        throw error
      }
    }
    try DescriptorProbe(count: expected.count).run(in: table, see)
    let probed = seen.count
    var buffer = [UInt8](repeating: 0, count: 32_768)
    try table.forEachNumber(buffer: &buffer) { (fd) throws(SystemError) in
      _ = try see(fd)
      return true
    }
    #expect(seen == expected)
    #expect(probed > 0)
  }
}
