import TestSupport
import Testing

@testable import portstat

/// What a stream says if the kernel's notifications of closed connections are not to be had.
@Suite(.serialized, .enabled(if: PythonScript.canRun, "python3 is not installed"))
struct RefusedNotificationTests {
  private func check(_ script: String, _ command: [String]) throws {
    let problems = try PythonScript.problems(script, command.joined(separator: "\n"))
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// A sandbox may allow reading the tables and refuse notifications. The stream would look complete.
  @Test func refusedNotificationsAreReported() throws {
    try check(Self.refused, [Program.portstat.path])
  }

  private static let refused = #"""
    import ctypes, platform, tempfile
    number = {"x86_64": 49, "aarch64": 200}.get(platform.machine())
    if number is None: sys.exit(0)
    libc = ctypes.CDLL(None, use_errno=True)
    def refuse():
      # A seccomp filter (seccomp(2)) that lets bind(2) fail with EPERM: portstat binds only the socket that
      # receives notifications.
      code = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7fff0000)]
      filters = b"".join(struct.pack("HBBI", *line) for line in code)
      buffer = ctypes.create_string_buffer(filters)
      program = struct.pack("HxxxxxxP", len(code), ctypes.addressof(buffer))
      if libc.prctl(38, 1, 0, 0, 0) != 0: os._exit(90)
      if libc.prctl(22, 2, program, 0, 0) != 0: os._exit(91)
    errors = tempfile.TemporaryFile("w+")
    host = f"127.{os.getpid() % 200 + 20}.{os.getpid() // 200 % 250 + 1}.5"
    listener = socket.create_server((host, 0))
    port = listener.getsockname()[1]
    stream = subprocess.Popen(
      [sys.argv[1], "--watch=0.2", "--jsonl", "--port", str(port)], stdout=subprocess.PIPE, stderr=errors,
      text=True, preexec_fn=refuse)
    events = []
    def read():
      for line in stream.stdout: events.append(json.loads(line))
    reader = threading.Thread(target=read)
    reader.start()
    if not until("the listener", 100, lambda: events or stream.poll() is not None): sys.exit(0)
    if stream.returncode in (90, 91): sys.exit(0)  # seccomp is not permitted here
    client = socket.create_connection((host, port))
    server = listener.accept()[0]
    number = client.getsockname()[1]
    def kinds(): return [(e["event"], e["socket"]["state"]) for e in list(events) if e["socket"]["local_port"] == number]
    until("the connection", 100, lambda: ("opened", "ESTABLISHED") in kinds())
    # The end that closes first leaves an entry, which closes when it goes.
    client.close(), server.close()
    until("the entry", 100, lambda: ("changed", "TIME_WAIT") in kinds())
    stream.terminate()
    if stream.wait(60) != 0: print("status", stream.returncode)
    reader.join()
    errors.seek(0)
    notes = errors.read().splitlines()
    expected = ("portstat: connections that open and close between two updates can be missed (cannot read "
      "destroyed TCP sockets over netlink: Operation not permitted)")
    if notes.count(expected) != 1: print("notes:", notes)
    if ("closed", "ESTABLISHED") in kinds(): print(kinds())
    """#
}
