import Foundation
import TestSupport
import Testing

/// A limit on open files or memory that is reached during a run: the reader learns that it is a limit
/// and which one, not that rights are missing or that nothing is missing at all.
@Suite(.disabled(if: Sanitizers.areOn, "a sanitizer needs descriptors of its own"))
struct ReachedLimitTests {
  /// Swift reads the arguments from a file under /proc. Without them, `kill $(portstat -q 80)` would get
  /// the numbers of a whole table.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs root and namespaces"))
  func withoutItsArgumentsTheProgramDoesNothing() throws {
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

  /// What `--json` prints, but for the time.
  private func document(_ run: Program.Run) -> String {
    run.text.replacing(/"time":"[^"]*"/, with: "")
  }

  /// With few descriptors the user reads "run as root" or nothing, and gets the same again as root.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func theLimitOnOpenFilesIsNamed() throws {
    let tree = try tree()
    let whole = document(try Program.portstat.run("--proc", tree.path, "--json"))
    var named = 0
    for count in 4...12 {
      let run = try MeasuredRun(
        .portstat, ["--proc", tree.path, "--json"], limits: ["NOFILE": count]
      ).run
      if run.status == 127 { continue }  // the loader could not open the libraries
      if run.status == 0, document(run) == whole { continue }
      named += 1
      #expect(run.errorText.contains("Too many open files; raise the limit with ulimit -n"))
      #expect(!run.errorText.contains("root"), "\(count): \(run.errorText)")
      #expect(run.status == 4 || run.text.contains(#""complete":false"#), "\(count)")
    }
    #expect(named > 1)
  }

  /// Where an owner was asked for and the limit hides it, the status says that it is not certain.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func anOwnerBehindALimitIsNotCertain() throws {
    let tree = try tree()
    let statuses = try (4...12).map { count in
      try MeasuredRun(
        .portstat, ["--proc", tree.path, "-q", "1"], limits: ["NOFILE": count]
      ).run
    }.filter { $0.status != 127 }
    for run in statuses {
      #expect(
        run.status == 0 && run.text == "1\n" || [3, 4].contains(run.status) && run.text.isEmpty)
      if run.status != 0 { #expect(run.errorText.contains("ulimit -n"), "\(run.errorText)") }
    }
  }

  /// Every value that one failed call leaves out is reported: a name, a user, the host, an owner.
  @Test(
    .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
    arguments: [
      ("openat", "EMFILE"), ("openat", "ENFILE"), ("readlinkat", "ENOMEM"), ("read", "ENOMEM"),
      ("getdents64", "ENOMEM"), ("fstat,newfstatat,statx,fstatfs", "ENOMEM"),
    ])
  func whatALimitLeavesOutIsReported(calls: String, error: String) throws {
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
    // The calls on the tree: others are the loader's, the runtime's and the user database's.
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

  /// The same limit at a process and at another file has the same remedy, which was printed twice.
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

  /// The number of a process's descriptors is asked first, and a process without any is passed over:
  /// one that could not be asked is not one of those.
  @Test(
    .enabled(
      if: Capabilities.injectsFaults && Program.isInstalled("python3"),
      "strace is not installed or may not trace, or python3 is not installed"))
  func aProcessThatCannotBeAskedForDescriptorsIsNotPassedOver() throws {
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

  /// Without netlink, backlog, ipv6_only and bound sockets are unknown: null without a word reads as
  /// if this kernel did not tell.
  @Test(
    .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
    arguments: [
      ("EMFILE", "Too many open files; raise the limit with ulimit -n"),
      ("ENFILE", "Too many open files in system; raise the limit with sysctl fs.file-max"),
      ("ENOMEM", "Cannot allocate memory"), ("ENOBUFS", "No buffer space available"),
    ])
  func aLimitThatKeepsNetlinkAwayIsReported(error: String, reason: String) throws {
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
    // A sandbox that forbids netlink is no limit, and /proc is meant to be enough there.
  }
}
