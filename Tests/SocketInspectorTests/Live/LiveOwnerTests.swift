import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SocketInspector

/// Sockets that several processes or a single thread have open.
@Suite struct LiveOwnerTests {
  /// A socket that only a thread with a descriptor table of its own has open would be shown without
  /// an owner.
  @Test(.enabled(if: ThreadWithOwnDescriptors.isPossible, "the kernel has no close_range"))
  func aSocketOfAThreadAloneIsFound() throws {
    let thread = try ThreadWithOwnDescriptors()
    defer { thread.end() }
    let row = try eventually("the thread's socket") {
      try LiveRows.capture(port: thread.port).sockets
        .first { $0.inode == thread.inode && $0.owners.map(\.pid) == [getpid()] }
    }
    #expect(row.state == .listen)
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.fds) == [[thread.fd]])
    // Only the thread has it open.
    let own = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/fd/\(thread.fd)")
    #expect(own != "socket:[\(thread.inode)]")
  }

  /// A socket of a process that opens and closes files all the time would be shown without an
  /// owner.
  @Test func aSocketOfABusyProcessIsFound() throws {
    let listener = try LiveSocket.listener()
    // Scanned after the descriptors that are opened and closed.
    let last = fcntl(listener.fd, F_DUPFD_CLOEXEC, 600)
    defer { close(last) }
    let inode = try listener.inode
    let mayEnd = Atomic(false)
    let busy = ThreadGroup(1) {
      while !mayEnd.load(ordering: .relaxed) {
        let numbers = (0..<20).map { _ in dup(0) }
        for number in numbers { close(number) }
      }
    }
    let found = (0..<50).map { _ in
      (try? ConcurrentScan(ProcFileSystem("/proc"), wanted: [inode]))?.finish().descriptors ?? []
    }
    mayEnd.store(true, ordering: .relaxed)
    busy.join()
    let missed = found.filter { !$0.contains { $0.pid == getpid() && $0.fd == last } }
    #expect(missed.count == 0)
  }

  /// Some of the forked worker processes that share a listener would be missing.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func aListenerSharedByForkedChildrenHasAllOfThemAsOwners() throws {
    let script = """
      import os, socket, sys
      os.setpgid(0, 0)
      listener = socket.create_server(("127.0.0.1", 0))
      ready, report = os.pipe()
      pids = [os.getpid()]
      for _ in range(4):
        child = os.fork()
        if child == 0:
          sys.stdin.read()
          os._exit(0)
        pids.append(child)
      print(listener.getsockname()[1], listener.fileno(), *pids, flush=True)
      sys.stdin.read()
      """
    let program = try BackgroundProgram(awaitingLineOf: .installed("python3"), ["-c", script])
    let numbers = program.line.split(separator: " ").compactMap { Int32($0) }
    try #require(numbers.count == 7)
    let pids = numbers[2...].sorted()
    let port = UInt16(numbers[0])
    let row = try eventually("five owners") {
      try LiveRows.capture(port: port).sockets.first { $0.owners.map(\.pid) == pids }
    }
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.fds) == Array(repeating: [numbers[1]], count: 5))
    #expect(row.owners.allSatisfy { $0.process.userID == geteuid() })
    let names = Set(row.owners.map { $0.name ?? "" })
    #expect(names.count == 1)
    #expect(names.first?.hasPrefix("python3") == true)
  }

  /// The number of the system call exit(2), which ends one thread; nil on other architectures.
  private static let exitNumber: Int? = {
    #if arch(x86_64)
      60
    #elseif arch(arm64)
      93
    #else
      nil
    #endif
  }()

  /// The sockets of a process whose first thread has ended would have no owner: its descriptor
  /// table reads as empty.
  @Test(
    .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
    .enabled(if: exitNumber != nil, "the number of exit(2) is unknown here"))
  func aProcessWhoseFirstThreadHasEndedIsAnOwner() throws {
    let script = """
      import ctypes, os, socket, sys, threading
      os.setpgid(0, 0)
      listener = socket.create_server(("127.0.0.1", 0))
      leader = "/proc/%d/task/%d/stat" % (os.getpid(), os.getpid())
      def work():
        while open(leader).read().rpartition(")")[2].split()[0] != "Z": pass
        print(listener.getsockname()[1], listener.fileno(), flush=True)
        sys.stdin.read()
        os._exit(0)
      threading.Thread(target=work).start()
      ctypes.CDLL(None).syscall(int(sys.argv[1]), 0)
      """
    let number = try #require(Self.exitNumber)
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("python3"), ["-c", script, "\(number)"])
    let numbers = program.line.split(separator: " ").compactMap { Int32($0) }
    try #require(numbers.count == 2)
    let row = try #require(try LiveRows.capture(port: UInt16(numbers[0])).sockets.first)
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.pid) == [program.pid])
    #expect(row.owners.map(\.fds) == [[numbers[1]]])
  }
}
