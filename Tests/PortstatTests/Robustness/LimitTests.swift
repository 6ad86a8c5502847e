import Foundation
import TestSupport
import Testing

/// Limits that a machine, a shell or an administrator may impose.
@Suite(.disabled(if: Sanitizers.areOn, "a sanitizer has other limits and needs its environment"))
struct LimitTests {
  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: (1...40).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    for pid in 1...40 { try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)]) }
    return tree
  }

  // MARK: Processes that are hidden

  /// With `hidepid`, processes of other users cannot be read or are not even listed. Their sockets
  /// must not be called unowned, even where the user's own processes start at PID 1.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("nsenter", "python3"),
      "needs root, setpriv, nsenter and python3"),
    arguments: ["hidepid=1", "hidepid=2"])
  func hiddenProcessesAreReported(option: String) throws {
    let network = try NetworkNamespace(
      """
      import ctypes, os, socket, time
      library = ctypes.CDLL(None)
      here, there = os.pipe()
      listener = socket.create_server(("0.0.0.0", 80))
      if os.fork() == 0:
        own = socket.create_server(("0.0.0.0", 8080))
        listener.close()
        os.setgid(\(UnnamedUser.id)), os.setgroups([]), os.setuid(\(UnnamedUser.id))
        # PR_SET_DUMPABLE: after setuid(2) alone, only root may read the process.
        library.prctl(4, 1, 0, 0, 0)
        os.write(there, b"x")
        while True: time.sleep(1000)
      os.read(here, 1)
      """, mounting: option)
    let user = try Capabilities.AnotherUser()
    func run(_ arguments: String...) throws -> Program.Run {
      try Program.run(command: network.prefix + user.command + arguments)
    }
    let all = try run("--jsonl")
    let found = try SocketRecord.records(all.output).sorted { $0.localPort < $1.localPort }
    #expect(found.map(\.localPort) == [80, 8080])
    #expect(found.map(\.ownership) == ["denied", "known"])
    #expect(all.status == 0)
    #expect(
      all.errorText == """
        portstat: the owner of 1 socket is hidden, and others may share sockets that are shown \
        (/proc is mounted with hidepid, processes outside this PID namespace cannot be seen); run as \
        root and on the host to see them

        """)
    #expect(try run("--json").text.contains(#""complete":false"#))
    #expect(try run("-q", "80").status == 3)
    #expect(try run("-q", "8080").status == 0)
    #expect(try run("--process", "nosuch").status == 3)
  }

  /// In a container, the user's own process may be PID 1. That it is listed does not mean that all
  /// processes are.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("python3"),
      "needs root, setpriv and python3"))
  func theFirstProcessMayBeTheUsersOwn() throws {
    let user = try Capabilities.AnotherUser()
    let script = """
      mount -t proc -o hidepid=2 proc /proc
      python3 -c '
      import os, socket, time
      s = socket.create_server(("0.0.0.0", 80)); print("x", flush=True)
      time.sleep(1000)' >"$0/ready" &
      until test -s "$0/ready"; do :; done
      exec "$@" --jsonl
      """
    let folder = try TemporaryDirectory()
    let arguments = ["--net", "--pid", "--mount", "--fork", "sh", "-c", script, folder.path]
    let run = try Program.installed("unshare").run(arguments + user.command)
    #expect(try SocketRecord.records(run.output).map(\.ownership) == ["denied"])
    #expect(run.errorText.contains("hidden"))
  }

  // MARK: Resources

  /// With few descriptors, the output is complete, says what is missing, or is empty. It must never
  /// silently be incomplete.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func withFewDescriptorsNothingIsMissingSilently() throws {
    let tree = try tree()
    let whole = try OutputOracle(
      whole: try Program.portstat.run("--proc", tree.path, "--json").output)
    for count in 3...16 {
      let measured = try MeasuredRun(
        .portstat, ["--proc", tree.path, "--json"], limits: ["NOFILE": count])
      #expect(!measured.hung)
      // 127: the dynamic loader could not even open the libraries.
      if measured.run.status == 127, count < 16 { continue }
      whole.check(measured.run, mustBeWhole: count == 16, "\(count): \(measured.run.errorText)")
    }
  }

  /// A user who may not start another thread must get the same output.
  @Test(
    .enabled(
      if: Capabilities.runsAsAnotherUser && Program.isInstalled("prlimit"),
      "needs root, setpriv, prlimit, and a Swift installation that all users can read"))
  func aUserWhoCannotStartThreadsGetsTheSameOutput() throws {
    let tree = try tree()
    let whole = try OutputOracle(
      whole: try Program.portstat.run("--proc", tree.path, "--json").output)
    // A separate user, because the limit counts all processes of a user.
    let user = try Capabilities.AnotherUser(userID: UnnamedUser.otherID)
    let run = try Program.installed("prlimit")
      .run(["--nproc=1", "--"] + user.command + ["--proc", tree.path, "--json"])
    whole.check(run, mustBeWhole: true, "\(run.errorText)")
  }

  /// If memory is too small even to start, portstat must end at once instead of hanging. A gigabyte
  /// of address space must be enough.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func withLittleMemoryItWorksOrEndsAtOnce() throws {
    let tree = try tree()
    let whole = try OutputOracle(
      whole: try Program.portstat.run("--proc", tree.path, "--json").output)
    for megabytes in [4, 16, 32, 48, 64, 96, 128, 256, 1024] {
      let measured = try MeasuredRun(
        .portstat, ["--proc", tree.path, "--json"],
        limits: ["AS": megabytes << 20, "CORE": 0, "CPU": 60])
      #expect(!measured.hung, "\(megabytes) MB")
      if measured.run.status == 0 || megabytes == 1024 {
        whole.check(measured.run, mustBeWhole: true, "\(megabytes) MB")
      } else {
        #expect(measured.run.status == 127 || measured.run.status > 128, "\(megabytes) MB")
      }
    }
  }

  // MARK: Output

  /// If the disk fills up during the output, a script must not take the truncated file for a
  /// result.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs root: a small disk is mounted"))
  func aDiskThatFillsUpIsAFailure() throws {
    let tree = try ProcTree(
      tcp: (1...2000).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let folder = try TemporaryDirectory()
    let line = """
      mount -t tmpfs -o size=128k none "$1" && "$0" --proc "$2" "$3" >"$1/out"
      echo "status $? $(wc -c <"$1/out")"
      """
    for format in OutputContractTests.formats {
      let run = try Program.installed("unshare").run(
        "--mount", "sh", "-c", line, Program.portstat.path, folder.path, tree.path, format)
      #expect(run.text == "status 4 131072\n", "\(format)")
      #expect(
        run.errorText == "portstat: cannot write standard output: No space left on device\n")
    }
  }

  /// A slow reader must get the complete output, even if its end of the pipe is non-blocking.
  @Test(
    .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
    arguments: [true, false])
  func aSlowReaderGetsEverything(waits: Bool) throws {
    let tree = try ProcTree(
      tcp: (1...2000).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let script = """
      import os, subprocess, sys, time
      read, write = os.pipe()
      os.set_blocking(write, sys.argv[1] == "true")
      child = subprocess.Popen(sys.argv[2:], stdout=write)
      os.close(write)
      time.sleep(0.2)
      while True:
        piece = os.read(read, 5000)
        if not piece: break
        sys.stdout.buffer.write(piece)
        time.sleep(0.0005)
      sys.exit(child.wait())
      """
    let arguments = ["--proc", tree.path, "--jsonl"]
    let python = try Program.installed("python3")
    let run = try python.run(["-c", script, "\(waits)", Program.portstat.path] + arguments)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == (try Program.portstat.run(arguments).output))
  }

  /// The output must not depend on the environment: cron jobs have no TERM, locale, PATH or home.
  @Test(arguments: Fixtures.names)
  func theEnvironmentDoesNotChangeTheData(tree: String) throws {
    let arguments = ["--proc", Fixtures.path(tree), "-aneoW"]
    let usual = try Program.portstat.run(arguments)
    for line in [
      #"exec env -i "$0" "$@""#, #"exec env -i LANG=C LC_ALL=C "$0" "$@""#,
      #"exec env -i LANG=de_DE.ISO-8859-1 LC_ALL=nonsense TERM= "$0" "$@""#,
      #"exec setsid -w "$0" "$@" <&-"#,
    ] {
      let run = try Program.sh(line, arguments)
      #expect(run.status == 0, "\(line)")
      #expect(run.output == usual.output && run.errors == usual.errors, "\(line)")
    }
  }

  /// On a terminal of one column, whole rows must be shown, not single letters of them.
  @Test(.enabled(if: PseudoTerminal.isAvailable, "no pseudo-terminals are available"))
  func aTerminalOfOneColumnShowsWholeRows() throws {
    for environment in [["TERM": ""], ["TERM": "dumb"], ["LANG": "C"]] {
      var program = Program.portstat
      program.environment = environment
      let run = try PseudoTerminal.run(
        program, ["--proc", Fixtures.path("web-server"), "--color=never"], columns: 1)
      #expect(run.status == 0)
      let lines = run.text.split(separator: "\n")
      let rows = lines.dropFirst(2).map { $0.split(separator: " ") }
      #expect(
        rows.allSatisfy { $0.count == 6 && ($0[0].hasPrefix("tcp") || $0[0].hasPrefix("udp")) })
      #expect(lines.count > 10)
    }
  }

  /// If standard output is a terminal but no controlling terminal provides keys, `--watch` must
  /// print events, and no escape sequences.
  @Test(
    .enabled(
      if: PseudoTerminal.isAvailable && Program.isInstalled("setsid", "timeout"),
      "no pseudo-terminals are available"))
  func withoutAControllingTerminalEventsAreWritten() throws {
    let run = try PseudoTerminal.run(
      try Program.installed("env"),
      [
        "timeout", "2", "setsid", "-w", Program.portstat.path, "--proc",
        Fixtures.path("web-server"), "--watch=0.2",
      ], columns: 80)
    #expect(run.text.contains(/^[0-9:.]{12} \+ tcp\b/), "\(run.text)")
    #expect(!run.text.contains("\u{1b}"))
  }
}
