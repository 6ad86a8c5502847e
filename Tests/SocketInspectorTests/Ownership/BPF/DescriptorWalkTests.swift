import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// The BPF program itself, in the running kernel.
@Suite(.enabled(if: DescriptorWalk.isPossible, "the kernel does not allow this process to use BPF"))
struct DescriptorWalkTests {
  /// Sockets would have no owner, or a wrong one.
  @Test func theDescriptorsAreThoseOfProc() throws {
    let python = try PythonSession()
    try python.run(
      """
      a = socket.create_server(("127.0.0.1", 0)); b = socket.socketpair(); f = os.open("/", 0)
      c = os.dup2(a.fileno(), 300)
      """)
    let scan = try ConcurrentScan(ProcFileSystem("/proc"), only: [python.pid], wanted: nil).finish()
    let tables = try DescriptorWalk(capacity: 100_000).run()
    #expect(scan.descriptors.count >= 4)
    #expect(tables.descriptors(of: [python.pid]).sorted() == scan.descriptors.sorted())
    #expect(tables.processes[python.pid]?.openCount == scan.tables[python.pid]?.count)
  }

  /// Most sockets would have no owner on a machine with more of them than expected.
  @Test func theMapGrows() throws {
    let sockets = try (0..<100).map { _ in try LiveSocket.listener() }
    let inodes = Set(try sockets.map { try $0.inode })
    let walk = try DescriptorWalk(capacity: 1)
    for _ in 0..<2 {
      let found = try walk.run().descriptors(of: [getpid()])
      #expect(inodes.isSubset(of: found.map(\.inode)))
    }
  }

  /// Reading one port would take as long as reading all.
  @Test func onlyWantedSocketsAreListed() throws {
    let sockets = try (0..<3).map { _ in try LiveSocket.listener() }
    let inodes = try sockets.map { try $0.inode }.sorted()
    let found = try DescriptorWalk(capacity: 1000).run(inodes[1]...inodes[1]).descriptors()
    #expect(Set(found.map(\.inode)) == [inodes[1]])
    #expect(found.contains { $0.pid == getpid() })
  }

  /// A socket that only a thread has open would have no owner.
  @Test(.enabled(if: ThreadWithOwnDescriptors.isPossible, "the kernel has no close_range"))
  func theTableOfAThreadIsFound() throws {
    let thread = try ThreadWithOwnDescriptors()
    defer { thread.end() }
    let found = try DescriptorWalk(capacity: 1000).run(thread.inode...thread.inode).descriptors()
    let own = found.filter { $0.pid == getpid() && $0.fd == thread.fd }
    #expect(own.count == 1)
    #expect(own.first?.threadID != getpid())
  }

  /// A process in a container would be shown with its number outside, which means another process there.
  @Test(.enabled(if: Program.isInstalled("unshare", "python3"), "needs unshare and python3"))
  func aProcessInANestedNamespaceHasTheReadersNumber() throws {
    let script = """
      import os, socket, sys
      s = socket.create_server(("127.0.0.1", 0))
      print(os.getpid(), os.fstat(s.fileno()).st_ino, flush=True)
      sys.stdin.read()
      """
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("unshare"),
      ["--pid", "--fork", "--kill-child", Program.installed("python3").path, "-c", script])
    let numbers = program.line.split(separator: " ").compactMap { UInt64($0) }
    try #require(numbers.count == 2 && numbers[0] == 1)
    let inode = numbers[1]
    let found = try DescriptorWalk(capacity: 1000).run(inode...inode).descriptors()
    let scan = try ConcurrentScan(ProcFileSystem("/proc"), wanted: [inode]).finish()
    #expect(!found.isEmpty && found.sorted() == scan.descriptors.sorted())
  }

  /// The reason would be unknown.
  @Test func aMissingFileIsNamed() {
    #expect(throws: BPFError.refused(SystemError(.open, "/none", code: ENOENT))) {
      try DescriptorWalk(types: "/none", capacity: 1)
    }
    #expect(throws: BPFError.malformedTypes) {
      try DescriptorWalk(types: "/proc/self/exe", capacity: 1)
    }
  }
}

extension DescriptorWalk {
  fileprivate static let isPossible = (try? DescriptorWalk(capacity: 1)) != nil
}
