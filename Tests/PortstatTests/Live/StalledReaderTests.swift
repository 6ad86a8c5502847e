import Foundation
import TestSupport
import Testing

/// `--watch` with a reader that stops reading: `portstat --watch --jsonl | less`, a log shipper
/// that hangs, or a service manager whose disk is full.
@Suite(.enabled(if: PythonScript.canRun, "python3 is not installed"))
struct StalledReaderTests {
  private static let count = 3000

  /// A tree with more rows than fit into a pipe.
  private func tree() throws -> ProcTree {
    try ProcTree(
      tcp: (0..<Self.count).map { .listener("127.0.0.1:\($0 + 1)", inode: UInt64(1000 + $0)) })
  }

  private func check(
    _ script: String, program: String = Program.portstat.path,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let tree = try tree()
    let problems = try PythonScript.problems(
      Self.script + "\n" + script, program, tree.path, "\(Self.count)")
    #expect(
      problems.isEmpty, "\(problems.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }

  /// If only SIGKILL could end the stream, `timeout`, Ctrl-C and systemd would hang. The reader
  /// must find only complete lines in the pipe afterwards.
  @Test(arguments: ["--jsonl", "--csv", "--format=table"])
  func signalsEndAStalledStream(form: String) throws {
    try check(
      """
      for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1,
          signal.SIGRTMIN, signal.SIGRTMAX):
        check_signal(number, "\(form)")
      """)
  }

  /// systemd connects the output of services to its journal by a socket.
  @Test func signalsEndAStalledStreamToASocket() throws {
    try check(
      """
      check_signal(signal.SIGTERM, "--jsonl", "socket")
      check_signal(signal.SIGINT, "--format=table", "socket")
      """)
  }

  /// portstat reopens its pipe to avoid blocking. After setuid(2), a program may not.
  @Test(
    .enabled(
      if: Capabilities.runsAsAnotherUser,
      "needs root, setpriv, and a Swift installation that all users can read"))
  func signalsEndAStalledStreamToThePipeOfAnotherUser() throws {
    let user = try Capabilities.AnotherUser()
    try check(
      "check_signal(signal.SIGTERM, \"--jsonl\", \"pipe\", \(UnnamedUser.id))",
      program: user.program)
  }

  /// A signal must end a stalled listing, as it does with any other program.
  @Test func signalsEndAStalledListing() throws {
    try check(
      """
      for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
        check_signal(number, "--format=table", listing=True)
      """)
  }

  /// Ctrl-Z during the stall must stop portstat, and no line may be lost or damaged when the reader
  /// continues.
  @Test(arguments: ["--jsonl", "--csv", "--format=table"])
  func nothingIsLostAfterAStall(form: String) throws {
    try check("check_stop(\"\(form)\")")
  }

  /// If the parent process never reads the notes, it must still get the events, and find the notes
  /// later.
  @Test func unreadNotesDoNotDelayEvents() throws {
    let tree = try ProcTree()
    try tree.addUnreadableProcess(8)
    let problems = try PythonScript.problems(
      Self.notesScript, Program.portstat.path, tree.path)
    // One of two notes, or both.
    #expect((1...2).contains(problems.count), "\(problems)")
    #expect(problems.first?.hasPrefix("note: portstat: connections that open and close") == true)
  }

  /// nohup(1) and shells without job control start programs with some signals ignored, and these
  /// must not end them.
  @Test func ignoredSignalsStayIgnored() throws {
    let sh = try Program.installed("sh")
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:22", inode: 100)])
    let program = try BackgroundProgram(
      sh,
      [
        "-c", "trap '' HUP QUIT; exec \"$0\" \"$@\"", Program.portstat.path, "--watch=0.1",
        "--proc", tree.path,
      ])
    try program.waitForLines("the listener") { $0.count == 1 }
    program.signal(SIGHUP)
    program.signal(SIGQUIT)
    try tree.writeTable("tcp", [])
    try program.waitForLines("its end") { $0.count == 2 }
    program.signal(SIGTERM)
    #expect(try program.status() == 0)
  }

  private static let script = #"""
    # program, tree with many rows, how many rows
    program, tree, count = sys.argv[1], sys.argv[2], int(sys.argv[3])

    def blocked(pid):
      """Whether the program waits for its output: it uses no CPU time for a while."""
      def used():
        with open(f"/proc/{pid}/stat") as file: return file.read().rpartition(")")[2].split()[11:13]
      def calm():
        before = used()
        time.sleep(0.15)
        return state(pid) == "S" and used() == before
      return until("a program that waits for its output", 20, calm)

    def output(kind):
      if kind == "pipe": return os.pipe()
      a, b = socket.socketpair()
      return a.detach(), b.detach()

    def start(arguments, kind="pipe", user=None):
      reader, writer = output(kind)
      def become():
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for number in (signal.SIGPIPE, signal.SIGXFSZ): signal.signal(number, signal.SIG_DFL)
        if user: os.setresuid(user, user, user)  # this user may not reopen the pipe
      # Swift's toolchain installs a SIGQUIT handler for backtraces, which deployed programs do not have.
      process = subprocess.Popen(
        [program, "--proc", tree] + arguments, stdout=writer, stderr=subprocess.PIPE,
        preexec_fn=become, env={"SWIFT_BACKTRACE": "enable=no"})
      return process, reader, writer

    def read_all(reader, writer):
      os.close(writer)
      text = b""
      while more := os.read(reader, 65536): text += more
      os.close(reader)
      return text

    def check_whole(text, form, what):
      if not text.endswith(b"\n"): print(what, ": the last line is cut:", text[-60:])
      for line in text.splitlines():
        if form == "--jsonl":
          try: json.loads(line)
          except ValueError: print(what, ": incomplete line:", line[-60:])
        elif form == "--csv":
          if line.count(b",") < 30: print(what, ": incomplete line:", line)
        elif len(line.split()) != 10: print(what, ": incomplete line:", line)

    def check_signal(number, form, kind="pipe", user=None, listing=False):
      what = f"signal {number}, {form}, {kind}, user {user}, listing {listing}"
      process, reader, writer = start([form] + ([] if listing else ["--watch=0.1"]), kind, user)
      if not blocked(process.pid): print(what)
      if fcntl.fcntl(writer, fcntl.F_GETFL) & os.O_NONBLOCK: print(what, ": O_NONBLOCK is left set")
      os.kill(process.pid, number)
      try: status = process.wait(5)
      except subprocess.TimeoutExpired:
        print(what, ": the program does not end")
        process.kill(), process.wait(), os.close(reader), os.close(writer)
        return
      if status != (-number if listing else 0): print(what, ": status", status)
      text = read_all(reader, writer)
      if not listing: check_whole(text, form, what)
      # Written unless the first update was interrupted.
      note = b"portstat: connections that open and close between two updates can be missed"
      error = process.stderr.read()
      if error and (listing or not error.startswith(note) or error.count(b"\n") > 1): print(what, error)

    def check_stop(form):
      """Stops the blocked program as Ctrl-Z does, resumes it, and reads everything."""
      process, reader, writer = start([form, "--watch=0.1"])
      blocked(process.pid)
      os.kill(process.pid, signal.SIGTSTP)
      until(f"{form}: the stop", 5, lambda: state(process.pid) == "T")
      os.kill(process.pid, signal.SIGCONT)
      until(f"{form}: resuming", 5, lambda: state(process.pid) != "T")
      text = b""
      def rest():
        nonlocal text
        if select.select([reader], [], [], 0)[0]: text += os.read(reader, 65536)
        return text.count(b"\n") >= count + (form == "--csv")
      until(f"{form}: all rows", 20, rest)
      time.sleep(0.3)
      process.terminate()
      if not until(f"{form}: the end", 5, lambda: process.poll() is not None): process.kill()
      text += read_all(reader, writer)
      if form == "--csv": text = text.partition(b"\n")[2]
      check_whole(text, form, f"{form} after a stall")
      if text.count(b"\n") != count or len(set(text.splitlines())) != count:
        print(form, ":", text.count(b"\n"), "lines, and", count, "sockets")
    """#

  private static let notesScript = #"""
    # program, tree
    program, tree = sys.argv[1], sys.argv[2]
    head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n"

    def write(count):
      """Atomically replaces the table by one with a number of listeners."""
      rows = "".join(
        (f"{i:4d}: 0100007F:{i + 1:04X} 00000000:0000 0A 00000000:00000000 00:00000000 00000000"
          f"     0        0 {1000 + i} 1 0 100 0 0 10 0").ljust(149) + "\n" for i in range(count))
      with open(tree + "/new", "w") as file: file.write(head + rows)
      os.rename(tree + "/new", tree + "/self/net/tcp")

    write(1)
    hidden, error = os.pipe()
    os.set_blocking(error, False)
    full = 0
    try:
      while True: full += os.write(error, b"x" * 4096)
    except BlockingIOError: pass
    os.set_blocking(error, True)
    process = subprocess.Popen(
      [program, "--watch=0.1", "--proc", tree], stdout=subprocess.PIPE, stderr=error)
    os.close(error)
    os.set_blocking(process.stdout.fileno(), False)
    text = b""
    for count in range(1, 6):
      write(count)
      def seen():
        global text
        text += process.stdout.read() or b""
        return text.count(b"\n") >= count
      if not until(f"{count} rows while the notes are not read", 10, seen): break
    note = b""
    while len(note) < full: note += os.read(hidden, full - len(note))
    if select.select([hidden], [], [], 10)[0]: print("note:", os.read(hidden, 65536).decode())
    else: print("no note")
    process.terminate()
    if until("the end", 5, lambda: process.poll() is not None) is None: process.kill()
    """#
}
