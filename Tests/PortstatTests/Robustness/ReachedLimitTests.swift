import Foundation
import TestSupport
import Testing

/// A limit on open files or memory that is reached during a run. The user must learn that it is a
/// limit and which one, not that permissions are missing or that the output is complete.
@Suite(.disabled(if: Sanitizers.areOn, "a sanitizer needs descriptors of its own"))
struct ReachedLimitTests {
  /// Swift reads the arguments from a file in /proc. If it cannot, portstat would list everything,
  /// and `kill $(portstat -q 80)` would kill every process with a socket.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs root and namespaces"))
  func withoutArgumentsFromProcNothingIsListed() throws {
    let unshare = try Program.installed("unshare")
    let run = try unshare.run(
      "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" -q 1", Program.portstat.path)
    #expect(run.status == 4)
    #expect(run.text.isEmpty)
    #expect(run.errorText == "portstat: cannot read the command line from /proc/self/cmdline\n")
  }

  private func tree() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: (1...4).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...4 {
      try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)])
      try tree.folder.write("program\0", to: "\(pid)/cmdline")
      try tree.folder.write("Name:\tx\nUid:\t1\t1\t1\t1\n", to: "\(pid)/status")
      try tree.folder.link("\(pid)/exe", to: "/bin/program")
    }
    try tree.folder.write("box\n", to: "sys/kernel/hostname")
    try tree.folder.write("6.18.0\n", to: "sys/kernel/osrelease")
    try tree.folder.write("40000\t50000\n", to: "sys/net/ipv4/ip_local_port_range")
    return tree
  }

  /// The output of `--json` without the time.
  private func document(_ run: Program.Run) -> String {
    run.text.replacing(/"time":"[^"]*"/, with: "")
  }

  /// If a limit is reached, the user must not read "run as root", which would not help.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func theNoteNamesTheLimitOnOpenFiles() throws {
    let tree = try tree()
    let whole = document(try Program.portstat.run("--proc", tree.path, "--json"))
    var named = 0
    for count in 4...12 {
      let run = try MeasuredRun(
        .portstat, ["--proc", tree.path, "--json"], limits: ["NOFILE": count]
      ).run
      if run.status == 127 { continue }  // The dynamic loader could not open the libraries.
      if run.status == 0, document(run) == whole { continue }
      named += 1
      #expect(run.errorText.contains("Too many open files; raise the limit with ulimit -n"))
      #expect(!run.errorText.contains("root"), "\(count): \(run.errorText)")
      #expect(run.status == 4 || run.text.contains(#""complete":false"#), "\(count)")
    }
    #expect(named > 1)
  }

  /// If the limit hides an owner that was asked for, the exit status must say that the result is
  /// uncertain.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func anOwnerThatALimitHidesIsUncertain() throws {
    let tree = try tree()
    let runs = try (4...12).map { count in
      try MeasuredRun(
        .portstat, ["--proc", tree.path, "-q", "1"], limits: ["NOFILE": count]
      ).run
    }.filter { $0.status != 127 }
    #expect(runs.contains { $0.status != 0 }, "no limit was reached")
    for run in runs {
      #expect(
        run.status == 0 && run.text == "1\n" || [3, 4].contains(run.status) && run.text.isEmpty)
      if run.status != 0 { #expect(run.errorText.contains("ulimit -n"), "\(run.errorText)") }
    }
  }

  /// If one failed call leaves out a value (a name, a user, the host, an owner), that must be
  /// reported.
  @Test(
    .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
    arguments: [
      ("openat", "EMFILE"), ("openat", "ENFILE"), ("readlinkat", "ENOMEM"), ("read", "ENOMEM"),
      ("getdents64", "ENOMEM"), ("fstat,newfstatat,statx,fstatfs", "ENOMEM"),
    ])
  func everyValueThatALimitLeavesOutIsReported(calls: String, error: String) throws {
    let tree = try tree()
    let arguments = ["--proc", tree.path, "--json"]
    let whole = document(try Program.portstat.run(arguments))
    let names = calls.split(separator: ",").map { "?\($0)" }.joined(separator: ",")
    let folder = try TemporaryDirectory()
    let log = folder.url.appendingPathComponent("log")
    func run(_ tracing: String...) throws -> (run: Program.Run, calls: [Substring]) {
      let run = try Program.run(
        command: ["timeout", "-s", "KILL", "120", "strace", "-f", "-y", "-qq", "-o", log.path]
          + ["-e", "trace=\(names)"] + tracing + [Program.portstat.path] + arguments)
      return (run, try String(contentsOf: log, encoding: .utf8).split(separator: "\n"))
    }
    // Only calls on the tree: the others belong to the loader, the runtime or the user database.
    let own = try run().calls.enumerated().filter { $0.element.contains(tree.path) }.map(\.offset)
    try #require(!own.isEmpty)
    var checked = 0
    for place in own where LongTests.areOn || place % 3 == 0 || own.count < 10 {
      let (run, calls) = try run("-e", "inject=\(names):error=\(error):when=\(place + 1)")
      let failed = calls.first { $0.contains("INJECTED") } ?? ""
      guard failed.contains(tree.path) else { continue }
      checked += 1
      if run.status == 0, document(run) == whole { continue }
      let comment = Comment(rawValue: "\(failed)\n\(run.errorText)\(run.text)")
      #expect(run.status == 4 || run.text.contains(#""complete":false"#), comment)
      let words = ["EMFILE": "ulimit -n", "ENFILE": "fs.file-max", "ENOMEM": "allocate memory"]
      #expect(run.errorText.contains(words[error] ?? "?"), comment)
    }
    #expect(checked > 0)
  }

  /// A limit that is reached at a process and at another file has one remedy, which was printed
  /// twice.
  @Test(.enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"))
  func aLimitThatIsReachedTwiceIsReportedOnce() throws {
    let tree = try tree()
    let folder = try TemporaryDirectory()
    let run = try Program.run(
      command: ["strace", "-f", "-qq", "-o", "\(folder.path)/log", "-P", "2/fd"]
        + ["-P", "sys/kernel/hostname", "-e", "trace=openat", "-e", "inject=openat:error=ENFILE"]
        + [Program.portstat.path, "--proc", tree.path, "--json"])
    let notes = run.errorText.split(separator: "\n").filter { $0.contains("fs.file-max") }
    #expect(notes.count == 1 && notes.first?.contains("/2/fd: ") == true, "\(run.errorText)")
    #expect(run.text.contains(#""host":null"#) && run.text.contains(#""complete":false"#))
  }

  /// portstat first asks for the number of a process's descriptors and skips a process without any.
  /// If the question fails, the process must not be skipped.
  @Test(
    .enabled(
      if: Capabilities.injectsFaults && Program.isInstalled("python3"),
      "strace is not installed or may not trace, or python3 is not installed"))
  func aProcessWhoseDescriptorCountIsUnknownIsNotSkipped() throws {
    let python = try PythonSession()
    try python.run("listener = socket.create_server(('127.0.0.1', 0))")
    let port = try python.run("answer = listener.getsockname()[1]")
    let folder = try TemporaryDirectory()
    let run = try Program.run(
      command: ["strace", "-f", "-qq", "-o", "\(folder.path)/log", "-P", "\(python.pid)/fd"]
        + ["-e", "trace=newfstatat,stat", "-e", "inject=newfstatat,stat:error=ENOMEM"]
        + [Program.portstat.path, "--jsonl", "--columns", "ownership", port])
    #expect(run.text == "{\"ownership\":\"denied\"}\n")
    #expect(
      run.errorText.contains("cannot read /proc/\(python.pid)/fd: Cannot allocate memory"),
      "\(run.errorText)")
  }

  /// Without netlink, the backlog, `ipv6_only` and bound sockets are unknown. A null without a note
  /// looks as if this kernel did not report them.
  @Test(
    .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
    arguments: [
      ("EMFILE", "Too many open files; raise the limit with ulimit -n"),
      ("ENFILE", "Too many open files in system; raise the limit with sysctl fs.file-max"),
      ("ENOMEM", "Cannot allocate memory"), ("ENOBUFS", "No buffer space available"),
    ])
  func aLimitThatPreventsNetlinkIsReported(error: String, reason: String) throws {
    let folder = try TemporaryDirectory()
    func run(_ arguments: String...) throws -> Program.Run {
      try Program.run(
        command: ["strace", "-f", "-qq", "-o", "\(folder.path)/log", "-e", "trace=socket"]
          + ["-e", "inject=socket:error=\(error)", Program.portstat.path] + arguments)
    }
    let automatic = try run("--json", "-t", "--columns", "local,backlog")
    #expect(automatic.status == 0)
    #expect(automatic.text.contains(#""source":"procfs","complete":false"#))
    #expect(
      automatic.errorText
        == "portstat: some details may be missing: cannot read tcp sockets over netlink: \(reason)\n"
    )
    let forced = try run("--json", "-t", "--source", "netlink")
    #expect(forced.status == 4)
    #expect(forced.errorText == "portstat: cannot read tcp sockets over netlink: \(reason)\n")
  }
}
