import Foundation
import TestSupport
import Testing

/// Fails each system call of a small run once, with an error or interrupted by a signal.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "the sanitizer's own calls would fail"))
struct InjectedFaultTests {
  /// The calls with which portstat reads and writes. Memory allocation is left out: no Swift
  /// program survives its failure.
  private static let calls = [
    "openat", "read", "getdents64", "readlinkat", "newfstatat", "fstat", "statx", "fstatfs",
    "write", "socket", "sendto", "recvfrom", "recvmsg", "connect", "ioctl", "lseek",
  ]
  private static let errors = ["EIO", "EACCES", "EMFILE", "ENOMEM"]

  /// Where and how portstat is started: a command prefix, and its own arguments.
  private struct Command {
    var prefix: [String] = []
    var arguments: [String]

    func run(_ tracing: [String]) throws -> Program.Run {
      let words =
        prefix + ["timeout", "-s", "KILL", "120", "strace", "-f", "-qq"] + tracing
        + [Program.portstat.path] + arguments
      return try Program.run(command: words)
    }

    /// How often each call is made, and which of them are portstat's own, after those of the
    /// dynamic loader.
    func calls() throws -> [(name: String, own: ClosedRange<Int>)] {
      let folder = try TemporaryDirectory()
      let log = folder.url.appendingPathComponent("log")
      let names = InjectedFaultTests.calls.map { "?" + $0 }.joined(separator: ",")
      let run = try run(["-o", log.path, "-e", "trace=\(names)"])
      try #require(run.status == 0, "\(run.errorText)")
      var counts: [String: Int] = [:]
      var first: [String: Int] = [:]
      var isOwn = false
      for line in try String(contentsOf: log, encoding: .utf8).split(separator: "\n") {
        let call = line.drop { $0.isNumber || $0 == " " }
        guard let name = call.split(separator: "(").first.map(String.init),
          InjectedFaultTests.calls.contains(name)
        else { continue }
        if name == "openat", call.contains("O_DIRECTORY") { isOwn = true }
        counts[name, default: 0] += 1
        if isOwn, first[name] == nil { first[name] = counts[name] }
      }
      return first.sorted { $0.key < $1.key }.map { ($0.key, $0.value...(counts[$0.key] ?? 0)) }
    }
  }

  /// Fails every call once, one call in each run.
  private func failEveryCall(_ command: Command) throws {
    let calls = try command.calls()
    let whole = try OutputOracle(
      whole: try command.run(["-e", "trace=none"]).output, isNested: !command.prefix.isEmpty)
    #expect(calls.contains { $0.name == "openat" } && calls.contains { $0.name == "read" })
    let log = try TemporaryDirectory()
    func run(_ name: String, _ what: String, mustBeWhole: Bool = false) throws {
      let tracing = [
        "-o", "\(log.path)/log", "-e", "trace=\(name)", "-e", "inject=\(name):\(what)",
      ]
      let run = try command.run(tracing)
      whole.check(run, mustBeWhole: mustBeWhole, "\(name):\(what)\n\(run.errorText)\(run.text)")
    }
    var count = 0
    for (name, own) in calls {
      for number in own {
        for next in 0..<LongTests.count(1, long: 2) {
          let error = Self.errors[(count + next) % Self.errors.count]
          try run(name, "error=\(error):when=\(number)")
        }
        count += 1
        if LongTests.areOn || count % 4 == 0, name != "connect" {
          try run(name, "error=EINTR:when=\(number)", mustBeWhole: name != "ioctl")
        }
        // All later calls fail as well.
        if count % 8 == 0, name != "write" { try run(name, "error=EIO:when=\(number)+") }
      }
    }
  }

  /// After a failed read, an unreadable process, a limit or a signal, the output is complete or
  /// says what is missing. It never shows anything false.
  @Test func noFailureInATreeLeadsToFalseOutput() throws {
    let tree = try ProcTree(
      tcp: [
        .listener("127.0.0.1:80", inode: 100),
        .connection("127.0.0.1:80", "127.0.0.1:9", inode: 101),
        .listener("127.0.0.1:81", inode: 102), .listener("127.0.0.1:82", inode: 103),
      ],
      udp: [.unconnected("127.0.0.1:53", inode: 104)])
    try tree.addProcess(7, sockets: [3: 100, 4: 101])
    try tree.addProcess(8, sockets: [3: 100])
    try tree.addThread(9, of: 8, sockets: [5: 102, 6: 104])
    try failEveryCall(Command(arguments: ["--proc", tree.path, "--json"]))
  }

  /// The same with the kernel's own files and netlink, in a network namespace of its own.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3"),
      "needs root, nsenter and python3"))
  func noFailureOnALiveMachineLeadsToFalseOutput() throws {
    let network = try NetworkNamespace(
      """
      import socket
      tcp = socket.create_server(("0.0.0.0", 80))
      udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      udp.bind(("0.0.0.0", 53))
      """)
    try failEveryCall(Command(prefix: network.prefix, arguments: ["--json"]))
  }

  /// If no thread can be started, portstat must still find every owner.
  @Test func withoutThreadsEveryOwnerIsFound() throws {
    let tree = try ProcTree(tcp: (1...40).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...40 { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    let command = Command(arguments: ["--proc", tree.path, "--json"])
    let whole = try OutputOracle(whole: try command.run(["-e", "trace=none"]).output)
    let log = tree.folder.url.appendingPathComponent("log")
    let run = try command.run([
      "-o", log.path, "-e", "trace=?clone,?clone3", "-e", "inject=?clone,?clone3:error=EAGAIN",
    ])
    let text = try String(contentsOf: log, encoding: .utf8)
    let isAlone = ProcessInfo.processInfo.activeProcessorCount == 1
    #expect(text.contains("EAGAIN") != isAlone, "no thread was requested")
    whole.check(run, mustBeWhole: true, "\(run.errorText)")
  }

  /// A write(2) that keeps accepting 0 bytes must end in an error, not in an endless loop.
  @Test func aWriteOfZeroBytesIsAFailure() throws {
    let log = try TemporaryDirectory()
    let run = try Command(arguments: ["--proc", Fixtures.path("web-server")]).run([
      "-o", "\(log.path)/log", "-e", "trace=write", "-e", "inject=write:retval=0",
    ])
    #expect(run.status == 4)
    #expect(run.output.isEmpty)
  }

  /// An event stream that could not receive signals could not be stopped, so it must not start. The
  /// same holds for one that cannot wait for the next update.
  @Test(arguments: ["signalfd4", "poll"])
  func watchingFailsWithoutSignalsOrPolling(call: String) throws {
    let log = try TemporaryDirectory()
    let tree = Fixtures.path("web-server")
    let run = try Command(arguments: ["--proc", tree, "--jsonl", "--watch=0.1"]).run([
      "-o", "\(log.path)/log", "-e", "trace=\(call)", "-e", "inject=\(call):error=ENOMEM",
    ])
    #expect(run.status == 4)
    // The first update may have had a note.
    #expect(run.errorText.hasSuffix("portstat: cannot wait for signals: Cannot allocate memory\n"))
  }
}
