import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// What identifies a process, so that a signal reaches the one that was meant.
@Suite struct ProcessIdentityTests {
  /// Without the parent and the start time, portstat would signal its own shell, or a process that took
  /// the PID over.
  @Test func aProcessIsIdentifiedByItsStart() throws {
    let tree = try ProcFileSystem("/proc")
    let session = try PythonSession()
    let first = try tree.identity(of: session.pid)
    #expect(first.pid == session.pid && first.parent == getpid() && !first.isKernelThread)
    let again = try tree.identity(of: session.pid)
    #expect(again.isSameProcess(as: first))
    let own = try tree.identity(of: getpid())
    #expect(own.startTicks < first.startTicks && !own.isSameProcess(as: first))
    let successor = ProcessIdentity(
      pid: first.pid, startTicks: first.startTicks + 1, parent: first.parent)
    #expect(!successor.isSameProcess(as: first))
    #expect(tree.ancestors(of: session.pid).starts(with: [getpid(), getppid()]))
  }

  /// A process whose parent ended gets another parent, and is still the same one.
  @Test func aChangedParentDoesNotMakeAnotherProcess() {
    let before = ProcessIdentity(pid: 7, startTicks: 90, parent: 5)
    #expect(ProcessIdentity(pid: 7, startTicks: 90, parent: 1).isSameProcess(as: before))
    #expect(!ProcessIdentity(pid: 8, startTicks: 90, parent: 5).isSameProcess(as: before))
  }

  /// A process that closed the listener, or a PID that nobody has, must not be signaled; one that moved
  /// the listener to another descriptor still has it open.
  @Test func onlyAProcessWithTheSocketStillOwnsIt() throws {
    let tree = try ProcFileSystem("/proc")
    let session = try PythonSession()
    try session.run("s = socket.create_server(('127.0.0.1', 0))")
    let inode = try #require(
      UInt64(try session.run("answer = os.readlink(f'/proc/self/fd/{s.fileno()}')[8:-1]")))
    let fd = try #require(Int32(try session.run("answer = s.fileno()")))
    let descriptor = SocketDescriptor(inode: inode, pid: session.pid, fd: fd)
    let stale = SocketDescriptor(inode: inode + 1, pid: session.pid, fd: fd)
    #expect(try tree.recheck([descriptor], of: session.pid).hasSocketOpen)
    #expect(try tree.recheck([stale, descriptor], of: session.pid).hasSocketOpen)
    #expect(try !tree.recheck([stale], of: session.pid).hasSocketOpen)
    try session.run("other = s.dup(); s.close()")
    #expect(try tree.recheck([descriptor], of: session.pid).hasSocketOpen)
    try session.run("other.close()")
    let (identity, hasSocketOpen) = try tree.recheck([descriptor], of: session.pid)
    #expect(!hasSocketOpen)
    #expect(identity.isSameProcess(as: try tree.identity(of: session.pid)))
    #expect(throws: SystemError.self) { try tree.recheck([descriptor], of: 0x3fff_ffff) }
  }

  /// A process can choose a name that looks like the fields after it. Threads of the kernel have bit
  /// 0x200000 in field 9.
  @Test(arguments: [
    ("2 (kthreadd) S 0 0 0 0 -1 2129984 0 0", true), ("9 (a) 1 2 3) S 1 9 9 0 -1 2129984", true),
    ("9 (nginx) S 1 9 9 0 -1 4194560 0 0", false), ("9 (a) S 1 2129984) S 1 9 9 0 -1 64 0", false),
    ("9 (short) S 1", false), ("", false),
  ])
  func kernelThreadsAreKnownByTheirFlags(stat: String, isKernelThread: Bool) {
    #expect(Array(stat.utf8).span.isKernelThread == isKernelThread)
  }
}
