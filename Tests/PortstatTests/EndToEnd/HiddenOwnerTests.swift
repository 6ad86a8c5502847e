import Foundation
import TestSupport
import Testing

/// Owners that are hidden because their processes cannot be read, next to owners that are visible.
@Suite struct HiddenOwnerTests {
  private static let shares = "other processes may share sockets that are shown"
  private static let denied = " (permission denied); run as root to see them"

  /// A listener of process 7, and process 60, which cannot be read.
  private func tree(_ more: [KernelRow] = []) throws -> ProcTree {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)] + more)
    try tree.addProcess(7, name: "worker", sockets: [3: 100])
    try tree.addUnreadableProcess(60)
    try tree.folder.write("/opt/bin/master\0-x\0", to: "60/cmdline")
    return tree
  }

  private func run(_ tree: ProcTree, _ arguments: [String]) throws -> Program.Run {
    try Program.portstat.run(["--proc", tree.path] + arguments)
  }

  // MARK: A real server

  /// The workers of a web server share the listening socket with a master process that runs as
  /// root. Their user was told that the worker is the only owner, but stopping the worker does not
  /// free the port.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, setpriv, nsenter and python3"))
  func aMasterProcessOfRootIsReported() throws {
    let network = try NetworkNamespace(
      """
      import ctypes, os, socket, time
      library = ctypes.CDLL(None)
      here, there = os.pipe()
      listener = socket.create_server(("0.0.0.0", 80))
      if os.fork() == 0:
        os.setgid(\(UnnamedUser.id)), os.setgroups([]), os.setuid(\(UnnamedUser.id))
        # PR_SET_DUMPABLE: after setuid(2) alone only root may read the process.
        library.prctl(4, 1, 0, 0, 0)
        os.write(there, b"x")
        while True: time.sleep(1000)
      os.read(here, 1)
      """)
    let user = try Capabilities.AnotherUser()
    func run(_ arguments: String..., command: [String] = user.command) throws -> Program.Run {
      try Program.run(command: network.prefix + command + arguments)
    }
    let seen = try run("--jsonl", "80")
    let socket = try #require(try SocketRecord.records(seen.output).first)
    let worker = try #require(socket.processes.first?.pid)
    #expect(socket.processes.map(\.pid) == [worker] && worker != 1)
    #expect(seen.text.contains(#""owners_complete":false"#))
    #expect(seen.errorText == "portstat: \(Self.shares)\(Self.denied)\n")

    let quiet = try run("-q", "80")
    #expect(quiet.text == "\(worker)\n")
    #expect(quiet.status == 0)
    #expect(quiet.errorText.contains(Self.shares))

    // The master is process 1 there and may be an owner; the worker is one; 999 cannot be one.
    let withoutMaster = try run("--pid", "^1", "80")
    #expect(withoutMaster.status == 3)
    let mayHave = "portstat: 1 socket may have a hidden owner that"
    #expect(withoutMaster.errorText.hasPrefix("\(mayHave) is excluded (permission denied"))
    let ofMaster = try run("--pid", "1", "80")
    #expect(ofMaster.status == 3)
    #expect(ofMaster.errorText.hasPrefix("\(mayHave) matches (permission denied"))
    #expect(ofMaster.errorText.hasSuffix("; run as root and on the host to find out\n"))
    #expect(try run("--pid", "^\(worker)", "80").status == 1)
    #expect(try run("--pid", "999", "80").status == 1)
    #expect(try run("--pid", "^999", "80").status == 0)
    #expect(try run("--process", "nosuch", "80").status == 1)

    let root = try run("--jsonl", "80", command: [Program.portstat.path])
    // Processes outside the PID namespace may own the socket too.
    #expect(root.text.contains(#""owners_complete":false"#))
    #expect(root.text.contains(#""pid":1,"#) && root.text.contains("\"pid\":\(worker),"))
    #expect(root.errorText.isEmpty)
  }

  /// A helper process that a thread of a server started, and that cannot be read, shares the
  /// listening socket. The server was reparented, so that only the helper is related to it.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, setpriv, nsenter and python3"))
  func anUnreadableChildIsReported() throws {
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("unshare"),
      [
        "--net", "python3", "-c",
        """
        import ctypes, os, socket, threading, time
        os.setpgid(0, 0)
        if os.fork(): os._exit(0)
        library = ctypes.CDLL(None)
        os.setgid(\(UnnamedUser.id)), os.setgroups([]), os.setuid(\(UnnamedUser.id))
        library.prctl(4, 1, 0, 0, 0)
        listener = socket.create_server(("0.0.0.0", 8080))
        here, there = os.pipe()
        def start():
          if os.fork() == 0:
            library.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
            os.write(there, b"x")
          time.sleep(1000)
        threading.Thread(target=start, daemon=True).start()
        os.read(here, 1)
        while os.getppid() == os.getpgrp(): time.sleep(0.01)
        print(os.getpid(), flush=True)
        time.sleep(1000)
        """,
      ])
    let user = try Capabilities.AnotherUser()
    let run = try Program.run(
      command: ["nsenter", "-t", program.line, "-n", "--"] + user.command + ["-q", "8080"])
    #expect(run.text == "\(program.line)\n")
    #expect(run.errorText == "portstat: \(Self.shares)\(Self.denied)\n")
  }

  /// A control group for the test, in the hierarchy that systemd manages.
  private final class Unit {
    let path: String

    init() throws {
      let hierarchy = ["/sys/fs/cgroup/systemd", "/sys/fs/cgroup"].first {
        FileManager.default.fileExists(atPath: "\($0)/cgroup.procs")
      }
      path = "\(hierarchy ?? "/sys/fs/cgroup")/portstat-\(UUID().uuidString)"
      guard mkdir(path, 0o755) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { _ = try? eventually("the end of its processes") { rmdir(path) == 0 ? true : nil } }

    static let isAvailable = geteuid() == 0 && (try? Unit()) != nil
  }

  /// Two processes of one service, neither of which started the other.
  @Test(
    .enabled(
      if: Unit.isAvailable && Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, a control group that can be made, setpriv, nsenter and python3"))
  func anUnreadableProcessOfTheSameUnitIsReported() throws {
    let unit = try Unit()
    defer { withExtendedLifetime(unit) {} }
    try expectTheNote(inUnit: unit.path)
  }

  private func expectTheNote(inUnit path: String) throws {
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("unshare"),
      [
        "--net", "python3", "-c",
        """
        import ctypes, os, socket, sys, time
        os.setpgid(0, 0)
        open(sys.argv[1] + "/cgroup.procs", "w").write(str(os.getpid()))
        if os.fork(): os._exit(0)
        first = os.getpid()
        if os.fork() == 0:
          os.setgid(\(UnnamedUser.id)), os.setgroups([]), os.setuid(\(UnnamedUser.id))
          ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)
          listener = socket.create_server(("0.0.0.0", 8080))
          while os.getppid() == first: time.sleep(0.01)
          print(os.getpid(), flush=True)
          time.sleep(1000)
        if os.fork() == 0: time.sleep(1000)
        os._exit(0)
        """, path,
      ])
    let user = try Capabilities.AnotherUser()
    let run = try Program.run(
      command: ["nsenter", "-t", program.line, "-n", "--"] + user.command + ["-q", "8080"])
    #expect(run.text == "\(program.line)\n")
    #expect(run.errorText == "portstat: \(Self.shares)\(Self.denied)\n")
  }

  // MARK: The note

  /// The note is for sockets that are likely to be shared. If it appeared in every listing of an
  /// ordinary user, who can never read root's daemons, nobody would read it.
  @Test(
    arguments: [
      ("unrelated", [:], false),
      ("it is the parent", ["7/stat": "7 (a) b) S 60 7", "60/stat": "60 (x) S 1 60"], true),
      (
        "it is the parent's parent",
        ["7/stat": "7 (a) S 8 7", "8/stat": "8 (sh) S 60 8", "60/stat": "60 (x) S 1 60"], true
      ),
      ("it is a child", ["7/stat": "7 (a) S 1 7", "60/stat": "60 (x) S 7 60"], true),
      (
        "it is a child's child",
        ["7/stat": "7 (a) S 1 7", "60/stat": "60 (x) S 8 60", "8/stat": "8 (sh) S 7 8"], true
      ),
      ("both have the parent 1", ["7/stat": "7 (a) S 1 7", "60/stat": "60 (x) S 1 60"], false),
      ("both have the parent 8", ["7/stat": "7 (a) S 8 7", "60/stat": "60 (x) S 8 60"], false),
      ("parents in a circle", ["7/stat": "7 (a) S 8 7", "8/stat": "8 (b) S 7 8"], false),
      ("the same unit", ["7/cgroup": "0::/a.service\n", "60/cgroup": "0::/a.service\n"], true),
      ("other units", ["7/cgroup": "0::/a.service\n", "60/cgroup": "0::/b.service\n"], false),
      ("no unit", ["7/cgroup": "0::/\n", "60/cgroup": "0::/\n"], false),
      (
        "cgroup v1",
        [
          "7/cgroup": "3:cpu:/x\n1:name=systemd:/a.service\n0::/\n",
          "60/cgroup": "3:cpu:/y\n1:name=systemd:/a.service\n0::/\n",
        ], true
      ),
      (
        "cgroup v1, other units",
        [
          "7/cgroup": "3:cpu:/x\n1:name=systemd:/a.service\n0::/\n",
          "60/cgroup": "3:cpu:/x\n1:name=systemd:/b.service\n0::/\n",
        ], false
      ),
    ] as [(String, [String: String], Bool)])
  func theNoteIsForRelatedProcessesOnly(
    relation: String, files: [String: String], expectsNote: Bool
  ) throws {
    let tree = try tree()
    for (name, text) in files { try tree.folder.write(text, to: name) }
    if files["8/stat"] != nil { try tree.makeFolder("8/fd") }
    let run = try run(tree, ["80"])
    #expect(run.errorText.contains(Self.shares) == expectsNote, "\(relation): \(run.errorText)")
    #expect(run.status == 0)
    // The data always says so.
    #expect(try self.run(tree, ["80", "--jsonl"]).text.contains(#""owners_complete":false"#))
    // If no owners are shown, none are missing.
    #expect(try self.run(tree, ["80", "--columns=local"]).errorText.isEmpty)
  }

  /// In a container, all processes appear to be in the root control group, which is the
  /// container's.
  @Test func inAContainerTheRootControlGroupIsAUnit() throws {
    let tree = try tree()
    try tree.folder.link("self/ns/pid", to: "pid:[4026532001]")
    for pid in [7, 60] { try tree.folder.write("0::/\n", to: "\(pid)/cgroup") }
    #expect(try run(tree, ["80"]).errorText.contains(Self.shares))
  }

  /// If sockets without a visible owner are shown, one note must cover both kinds of hidden owners.
  @Test func thereIsOneNoteAboutHiddenOwners() throws {
    let tree = try tree([.listener("127.0.0.1:81", inode: 101)])
    for pid in [7, 60] { try tree.folder.write("0::/a.service\n", to: "\(pid)/cgroup") }
    let both = try run(tree, [])
    #expect(both.errorText.count { $0 == "\n" } == 1)
    #expect(
      both.errorText.hasPrefix(
        "portstat: the owner of 1 socket is hidden, and others may share sockets that are shown: "))
    let one = try run(tree, ["81"])
    #expect(one.errorText.hasPrefix("portstat: the owner of 1 socket is hidden: "))
  }

  /// A closed connection has no owner that could be hidden, and a complete scan hides none:
  /// `owners_complete` must not be false without a reason.
  @Test func ownersAreCompleteIfNoneCanBeHidden() throws {
    let tree = try tree([
      .connection("127.0.0.1:80", "127.0.0.1:5000", state: 6, inode: 0)
    ])
    func complete() throws -> [String] {
      try run(tree, ["--csv", "-H", "--columns=state,owners_complete"]).text
        .split(separator: "\r\n").map(String.init)
    }
    #expect(try complete() == ["LISTEN,false", "TIME_WAIT,true"])
    try tree.remove("60")
    #expect(try complete() == ["LISTEN,true", "TIME_WAIT,true"])
  }

  // MARK: Filters on owners

  /// A script that asks whether a process has a socket must get "uncertain" instead of a wrong
  /// answer, but only then: if every name gave status 3 on every desktop, the status would be
  /// useless.
  @Test(
    arguments: [
      // Excluded, but process 60 may match.
      ("--pid 60", 3, 0), ("--process secret", 3, 0), ("--process=master", 3, 0),
      ("--process=s*", 3, 0), ("--pid 7,60 --process secret", 3, 0),
      ("--pid 7 --process secret", 3, 0),
      // Excluded, and no hidden process matches.
      ("--pid 61", 1, 0), ("--process nosuch", 1, 0), ("--process bin", 1, 0),
      ("--pid 60 --process ^secret", 1, 0), ("--process secret --pid ^60", 1, 0),
      ("--pid 60 --process ^worker 80", 1, 0),
      // Shown, but process 60 may be an owner that the filter excludes.
      ("--pid ^60", 3, 2), ("--process ^secret", 3, 2), ("--process ^master", 3, 2),
      // Shown, and certain.
      ("--pid ^61", 0, 2), ("--process ^nosuch", 0, 2), ("--pid ^7", 0, 1), ("--pid 7", 0, 1),
      ("--process worker", 0, 1), ("--process ^worker", 0, 1),
    ] as [(String, Int32, Int)])
  func statusThreeIsForFiltersThatAHiddenProcessMayMatch(
    filter: String, status: Int32, count: Int
  ) throws {
    let tree = try tree([.listener("127.0.0.1:81", inode: 101)])
    let run = try run(tree, filter.split(separator: " ").map(String.init) + ["--jsonl"])
    #expect(run.status == status)
    #expect(run.lines.count == count)
    if status == 3 { #expect(run.errorText.contains("hidden")) }
  }

  /// A closed connection has no hidden owner: one such match makes the result certain.
  @Test func oneCertainMatchIsAMatch() throws {
    let tree = try tree([
      .connection("127.0.0.1:80", "127.0.0.1:5000", state: 6, inode: 0)
    ])
    #expect(try run(tree, ["--pid", "^60"]).status == 0)
    #expect(try run(tree, ["--pid", "^60", "-l"]).status == 3)
  }

  /// `kill $(portstat -q …)` has a PID to signal, so the status must be 0 whatever else is hidden.
  @Test func aPrintedPIDIsSuccess() throws {
    let tree = try tree([.listener("127.0.0.1:81", inode: 101)])
    let quiet = try run(tree, ["-q", "--pid", "^60"])
    #expect(quiet.text == "7\n")
    #expect(quiet.status == 0)
    #expect(try run(tree, ["-q", "--pid", "^60", "81"]).status == 3)
  }

  /// A process whose name cannot be read, as with `hidepid`, may match any name.
  @Test func aNameThatCannotBeReadMayMatch() throws {
    let tree = try tree()
    try tree.remove("60/comm")
    #expect(try run(tree, ["--process", "nosuch"]).status == 3)
    #expect(try run(tree, ["--process", "^nosuch"]).status == 3)
    #expect(try run(tree, ["--pid", "61"]).status == 1)
  }
}
