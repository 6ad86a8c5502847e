import TestSupport
import Testing

@testable import portstat

/// `--watch --jsonl` as an accounting log: every connection that closes, with its amounts.
@Suite(.serialized, .enabled(if: PythonScript.canRun, "python3 is not installed"))
struct ClosedConnectionTests {
  private func check(_ script: String, _ command: [String], _ arguments: String...) throws {
    let problems = try PythonScript.problems(
      Self.library + script, command.joined(separator: "\n"), arguments.first ?? "")
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  /// A bill or an alarm that is computed from the log would be wrong. Connections that live longer or
  /// shorter than an update, of which either end closes first, or is aborted, must be there exactly once,
  /// with the amounts that the programs sent.
  @Test func amountsAreExactOrMarked() throws {
    try check(Self.amounts, [Program.portstat.path])
  }

  /// The same without privileges.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func amountsAreExactForAnOrdinaryUser() throws {
    let user = try Capabilities.AnotherUser()
    try check(Self.amounts, user.command)
  }

  /// On a busy server, the log would have gaps that nobody knows of.
  @Test func noneOfManyShortConnectionsIsLostSilently() throws {
    try check(
      Self.many, [Program.portstat.path], "\(LongTests.size(2000, long: 20_000))")
  }

  /// A log would have a gap that nobody knows of after Ctrl-Z, or while the machine was suspended. The buffer of the
  /// kernel is small for an ordinary user.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func whatAStoppedStreamMissesIsCounted() throws {
    let user = try Capabilities.AnotherUser()
    try check(Self.stopped, user.command)
  }

  /// A connection that is still open would be reported as closed, and again when it closes, because another one of
  /// the same server and client was aborted at the time.
  @Test func anAbortedConnectionDoesNotCloseAnother() throws {
    try check(Self.mistaken, [Program.portstat.path])
  }

  /// A log that is filtered by a port or an address must contain the short connections too, and one that
  /// is filtered by an owner must say that it cannot.
  @Test func filtersApplyToShortConnections() throws {
    try check(Self.filters, [Program.portstat.path])
  }

  /// A connection that a filter by state no longer includes would be reported as closed while it is
  /// open.
  @Test func aConnectionThatLeavesTheFilterHasNotClosed() throws {
    try check(Self.leaving, [Program.portstat.path])
  }

  /// The process that has caused the traffic would be missing if it closed the connection long before the
  /// kernel had sent everything.
  @Test func aConnectionThatItsProcessClosedKeepsItsOwner() throws {
    try check(Self.orphans, [Program.portstat.path])
  }

  /// After a reset, a process may keep the socket open for hours. It closes once, with the final amounts.
  @Test func aConnectionThatWasResetClosesOnce() throws {
    try check(Self.reset, [Program.portstat.path])
  }

  /// The kernel clears the counters of a connection that is aborted. A log with null for them, or with 0, would miss
  /// what the connection had transferred when it was seen last; and the columns of `-i` must not end the stream.
  @Test(arguments: [
    "", "-i", "-ti --columns=+inode",
    "--columns=protocol,local_address,remote_address,local_port,remote_port,state,rtt,bytes_sent,bytes_received",
  ])
  func anAbortedConnectionHasTheCountersOfTheLastUpdate(options: String) throws {
    try check(Self.aborted, [Program.portstat.path], options)
  }

  /// A program that does not notice a reset for some time keeps its socket. To an ordinary user, who cannot see the
  /// program of another, it would close too early, with amounts that are out of date.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func aConnectionOfAHiddenProcessWaitsForItsFinalAmounts() throws {
    let user = try Capabilities.AnotherUser()
    try check(Self.hidden, user.command)
  }

  /// The connections of the last interval would be missing in a log that ends, or that a service manager restarts.
  @Test func theLastConnectionsAreWrittenOrCounted() throws {
    try check(Self.last, [Program.portstat.path])
  }

  /// A program can disconnect a socket and connect it again. The bytes of the first connection would be missing in the
  /// log, or be counted with those of the second.
  @Test func aSocketThatIsConnectedAgainHasTwoConnections() throws {
    try check(Self.again, [Program.portstat.path])
  }

  /// An end that keeps its descriptor after the other end has gone would count the other's FIN as a byte.
  @Test func theAmountIsExactIfTheOtherEndHasGoneBefore() throws {
    try check(Self.halfClosed, [Program.portstat.path])
  }

  /// An entry that was there at the first update would never end.
  @Test(.enabled(if: Capabilities.makesNamespaces, "needs root and unshare"))
  func entriesInFinWait2ThatWereThereFirstAreClosed() throws {
    try check(Self.entries, [Program.portstat.path])
  }

  // MARK: Accounting

  /// The sums that the manual's example makes with jq would be wrong, or it would not run.
  @Test(.enabled(if: Program.isInstalled("jq"), "jq is not installed"))
  func jqSumsBytesByProcessAndPeer() throws {
    try check(Self.sums, [Program.portstat.path], Example.accounting[1].command)
  }

  /// The same with DuckDB, as a program or as a module of Python.
  @Test(.enabled(if: runsDuckDB, "DuckDB is not installed"))
  func duckDBSumsBytesByProcessAndPeer() throws {
    try check(Self.sums, [Program.portstat.path], Example.accounting[2].command)
  }

  private static let runsDuckDB =
    Program.isInstalled("duckdb")
    || (try? Program.installed("python3").run("-c", "import duckdb").status) == 0

  private static let library = #"""
    import itertools, random, tempfile
    command = sys.argv[1].split("\n")
    network = f"127.{os.getpid() % 200 + 20}.{os.getpid() // 200 % 250 + 1}."
    host = network + "1"
    # Each client has an address of its own, because the kernel uses ports again.
    client_numbers = itertools.cycle(range(2, 250))

    class Stream:
      """portstat --watch --jsonl, and the events of TCP sockets with the addresses of this test."""
      def __init__(self, *arguments):
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
          command + ["--watch=0.3", "--jsonl"] + list(arguments), stdout=subprocess.PIPE,
          stderr=self.errors, text=True)
        self.events = []
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
      def read(self):
        for line in self.process.stdout:
          event = json.loads(line)
          s = event["socket"]
          addresses = s["local_address"], s["remote_address"] or ""
          if s["protocol"] == "tcp" and any(a.startswith(network) for a in addresses):
            self.events.append(event)
      def closed(self): return [e["socket"] for e in list(self.events) if e["event"] == "closed"]
      def connections(self): return [s for s in self.closed() if s["state"] != "LISTEN"]
      def kinds(self, port):
        return [e["event"] for e in list(self.events) if e["socket"]["local_port"] == port]
      def wait(self, what, check): return until(what, 100, lambda: check(self))
      def wait_for(self, port):
        return self.wait(f"port {port}", lambda s: "opened" in s.kinds(port))
      def end(self):
        self.process.terminate()
        if self.process.wait(60) != 0: print("status", self.process.returncode)
        self.reader.join()
        self.errors.seek(0)
        self.notes = self.errors.read()
        return self.notes

    def listen(backlog=128): return socket.create_server((host, 0), backlog=backlog)
    def connect(listener):
      source = f"{network}{next(client_numbers)}", 0
      client = socket.create_connection(listener.getsockname(), source_address=source)
      return client, listener.accept()[0]
    def ends(end): return end.getsockname() + end.getpeername()
    def port(end): return end.getsockname()[1]
    def port_of_peer(end): return end.getpeername()[1]
    def abort(end):
      end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
      end.close()
    def expect(what, value, expected):
      if value != expected: print(f"{what}: {value}, not {expected}")
    def watched_connection(*arguments):
      """A stream, both ends of a connection that it has seen, and the port of the client."""
      stream = Stream(*arguments)
      stream.wait_for(port(listener))
      client, server = connect(listener)
      stream.wait_for(port(client))
      return stream, client, server, port(client)

    listener = listen()
    """#

  private static let amounts = #"""

    stream = Stream()
    stream.wait_for(port(listener))
    expected, later, aborted = {}, [], 0
    def exchange(i, kind):
      client, server = connect(listener)
      a, b = (0, 0) if i % 9 == 0 else (random.randrange(30000), random.randrange(3000))
      client.sendall(b"x" * a), server.sendall(b"y" * b)
      for end, count in (server, a), (client, b):
        while count: count -= len(end.recv(65536))
      expected[ends(client)] = a, b, kind, True
      expected[ends(server)] = b, a, kind, False
      return client, server
    for i in range(200):
      kind = ("client first", "server first", "server later", "long", "client aborts", "server aborts")[i % 6]
      client, server = exchange(i, kind)
      if kind == "client first": client.close(), server.close()
      elif kind == "server first": server.close(), client.close()
      elif kind == "server later": client.close(), later.append((time.monotonic() + 0.3, server))
      elif kind == "long": later.append((time.monotonic() + 1.5, client)), later.append((time.monotonic() + 1.5, server))
      elif kind == "client aborts": abort(client), server.close()
      elif kind == "server aborts": abort(server), client.close()
      while later and later[0][0] < time.monotonic(): later.pop(0)[1].close()
      time.sleep(0.005)
    for when, end in sorted(later, key=lambda pair: pair[0]):
      time.sleep(max(0, when - time.monotonic()))
      end.close()

    # Connections that nobody accepts, and connections that are refused.
    deaf = listen()
    deaf_port = port(deaf)
    waiting = [socket.create_connection((host, deaf_port), source_address=(network + "251", 0)) for _ in range(4)]
    for client in waiting: client.sendall(b"abc")
    deaf.close()
    for _ in range(20):
      client = socket.socket()
      client.bind((network + "252", 0))
      try: client.connect((host, deaf_port))
      except ConnectionRefusedError: pass
      client.close()
    for client in waiting: client.close()

    last, server = exchange(1, "client first")
    last.close(), server.close()
    # The kernel clears the remote port of the end that aborts.
    total = len(expected) + 8
    stream.wait("all connections", lambda s: len(s.connections()) >= total)
    time.sleep(1)
    notes = stream.end()
    if "may be missing" in notes: print(notes)
    expect("connections", len(stream.connections()), total)

    closed = {}
    for s in stream.connections():
      key = s["local_address"], s["local_port"], s["remote_address"], s["remote_port"]
      closed.setdefault(key, []).append(s)
    expect("refused", [key for key in closed if key[0] == network + "252"], [])
    expect("never accepted", sum(len(v) for k, v in closed.items() if deaf_port in k and k not in expected), 8)
    inexact = 0
    for ends, (sent, received, kind, is_client) in expected.items():
      found = closed.get(ends, [])
      if kind == ("client aborts" if is_client else "server aborts"):
        # The kernel has lost the counters: they are those of an update, or null.
        for s in found:
          if s["bytes_sent"] is not None and s["bytes_sent"] > sent: print(ends, kind, s)
          if s["bytes_received_exact"]: print("not exact", ends, kind)
        continue
      if len(found) != 1:
        print(ends, kind, len(found), "events")
        continue
      s = found[0]
      expect(f"sent {ends} {kind}", s["bytes_sent"], sent)
      if s["bytes_received_exact"]: expect(f"received {ends} {kind}", s["bytes_received"], received)
      elif s["bytes_received"] not in (received, received + 1): print(ends, kind, s["bytes_received"], received)
      else: inexact += "abort" not in kind
      if s["rtt"] is None: print("no RTT", ends, kind)
      if (s["ownership"] == "unseen") != (s["seen_seconds"] is None): print(ends, s["ownership"], s["seen_seconds"])
      if s["ownership"] == "unseen": expect("state", s["state"], "CLOSE")
    # Both ends are on this machine, so that each tells what the other received, unless an update separates
    # their notifications.
    if inexact > 4: print(inexact, "inexact")
    seen = {s["ownership"] == "unseen" for s in stream.connections()}
    expect("unseen and others", seen, {False, True})
    if any(e["socket"]["ownership"] == "unseen" for e in stream.events if e["event"] != "closed"): print("unseen")
    """#

  private static let sums = #"""

    import shutil
    folder = tempfile.mkdtemp()
    stream = Stream()
    stream.wait_for(port(listener))
    with open(folder + "/connections.jsonl", "w") as log:
      # A known process, which keeps its connections for some updates.
      kept = []
      for i in range(5):
        client, server = connect(listener)
        client.sendall(b"x" * 1000 * (i + 1)), server.sendall(b"y")
        for end, count in (server, 1000 * (i + 1)), (client, 1):
          while count: count -= len(end.recv(65536))
        kept += [client, server]
        stream.wait_for(port(client))
        until("the other end", 60, lambda: any(
          e["socket"]["remote_port"] == port(client) for e in stream.events))
      time.sleep(1)
      for end in kept: end.close()
      client, server = connect(listener)  # probably unseen
      client.close(), server.close()
      stream.wait("all", lambda s: len(s.connections()) >= 12)
      stream.end()
      for event in stream.events: print(json.dumps(event), file=log)
    query = sys.argv[2]
    if query.startswith("duckdb") and not shutil.which("duckdb"):
      import duckdb
      os.chdir(folder)
      rows = [list(row) for row in duckdb.sql(query[len('duckdb -c "'):-1]).fetchall()]
    else:
      text = subprocess.run(
        ["sh", "-c", query.replace("duckdb", "duckdb -csv -noheader")], cwd=folder,
        stdout=subprocess.PIPE, text=True).stdout
      rows = [line.split("," if "duckdb" in query else "\t") for line in text.splitlines()]
    rows = {(row[0], row[1]): row[2:] for row in rows}
    names = {o["program"] for s in stream.connections() for o in s["processes"]}
    expect("programs", len(names), 1)
    # Both ends are in this process.
    name = names.pop()
    sums = [[int(n) for n in row] for (who, peer), row in rows.items() if who == name and peer != "unseen"]
    expect("sent", sum(row[0] for row in sums), 15005)
    expect("received", sum(row[1] for row in sums), 15005)
    expect("one peer", [int(n) for n in rows[name, host]], [15000, 5])
    shutil.rmtree(folder)
    """#

  private static let many = #"""

    count, done = int(sys.argv[2]), 0
    stream = Stream()
    stream.wait_for(port(listener))
    def serve():
      while True:
        try: server = listener.accept()[0]
        except OSError: return
        server.recv(10)
        server.close()
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    begin = time.monotonic()
    for i in range(count):
      # 2,000 connections a second: 20,000 in 10 s.
      time.sleep(max(0, begin + i / 2000 - time.monotonic()))
      client = socket.create_connection(listener.getsockname())
      client.sendall(b"x")
      client.recv(10)
      client.close()
    def missing(stream):
      stream.errors.seek(0)
      notes = stream.errors.read()
      return sum(int(n) for n in re.findall(r"up to (\d+) closed connections? may be missing", notes))
    import re
    stream.wait("all", lambda s: len(s.connections()) + missing(s) >= 2 * count - 2)
    time.sleep(1)
    notes = stream.end()
    found, lost = len(stream.connections()), missing(stream)
    if found + lost < 2 * count or found > 2 * count: print(found, "of", 2 * count, notes)
    sent = sum(s["bytes_sent"] for s in stream.connections() if s["remote_port"] == port(listener))
    if not lost: expect("sent", sent, count)
    """#

  private static let stopped = #"""

    import datetime, re
    def drops(pid):
      """How many notifications the kernel has dropped for a process."""
      links = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
      with open("/proc/net/netlink") as file:
        rows = [line.split() for line in file][1:]
      return sum(int(row[8]) for row in rows if f"socket:[{row[9]}]" in links)
    count = 0
    stream = Stream()
    stream.wait_for(port(listener))
    kept = connect(listener)
    stream.wait_for(port(kept[0]))
    os.kill(stream.process.pid, signal.SIGSTOP)
    until("the stop", 20, lambda: state(stream.process.pid) == "T")
    for end in kept: end.close()
    # The kernel sends notifications from a work queue, later if the machine is busy.
    def is_full():
      global count
      count += 100
      for i in range(100):
        for end in connect(listener): end.close()
      return drops(stream.process.pid) > 100
    until("lost notifications", 100, is_full)
    time.sleep(2)
    resumed = time.time()
    os.kill(stream.process.pid, signal.SIGCONT)
    def missing(stream):
      stream.errors.seek(0)
      numbers = re.findall(r"up to (\d+) closed connections? may be missing", stream.errors.read())
      return sum(map(int, numbers))
    stream.wait("all", lambda s: len(s.connections()) + missing(s) >= 2 * count + 2)
    # Afterwards, nothing is missing.
    again = connect(listener)
    number = port(again[0])
    for end in again: end.close()
    stream.wait("a later connection", lambda s: "closed" in s.kinds(number))
    notes = stream.end()
    if not missing(stream) > 100: print("missing", missing(stream), notes)
    if "(the kernel dropped notifications); raise net.core.rmem_max or run as root" not in notes: print(notes)
    for event in stream.events:
      s, when = event["socket"], datetime.datetime.fromisoformat(event["time"]).timestamp()
      if event["event"] != "closed" or s["state"] == "LISTEN": continue
      if not resumed - 1 < when < time.time(): print("time", event["time"], "resumed", resumed)
      if s["seen_seconds"] is not None and s["local_port"] != number and not s["seen_seconds"] > 2: print("seen", s)
    """#

  private static let mistaken = #"""

    p = port(listener)
    streams = [Stream(*a) for a in ([], ["--local-port", f"{p}"], ["--state", "established,close_wait"])]
    for stream in streams: stream.wait_for(p) if stream is not streams[2] else time.sleep(1)
    def connect_from(number):
      client = socket.create_connection(listener.getsockname(), source_address=(f"{network}{number}", 0))
      server = listener.accept()[0]
      client.sendall(b"x" * 10), server.recv(100)
      return client, server
    open_ends = set()
    for i in range(4):
      # One client keeps its end of the aborted connection, another keeps its end of one that the other end closed.
      aborted, server = connect_from(200 + i)
      client, kept = connect_from(200 + i)
      abort(server)
      client.close()
      key = p, port_of_peer(kept)
      open_ends.add(key)
      def kinds(stream):
        return [e["event"] for e in list(stream.events)
          if (e["socket"]["local_port"], e["socket"]["remote_port"]) == key]
      for stream in streams: stream.wait(f"{key}", lambda s: "opened" in kinds(s))
      kept.close(), aborted.close()
      for stream in streams: stream.wait(f"the end of {key}", lambda s: "closed" in kinds(s)[1:])
    for stream in streams:
      stream.end()
      for key in open_ends:
        if kinds(stream).count("closed") != 1 or kinds(stream)[0] != "opened": print(key, kinds(stream))
    """#

  private static let filters = #"""

    p = port(listener)
    other = listen()
    streams = {name: Stream(*arguments) for name, arguments in {
      "local": ["--local-port", f"{p}"], "remote": ["--remote-port", f"{p}"],
      "address": [f"{host}:{p}"], "state": ["--state", "established,listen", "--local", network + "0/24"],
      "owner": ["--pid", f"{os.getpid()}"], "foreign": ["--pid", "^1", "--local", network + "0/24"],
      "listening": ["-l"], "none": ["--remote-port", "1"], "udp": ["-u"]}.items()}
    for name in ("local", "address", "state", "owner", "listening"): streams[name].wait_for(p)
    until("all run", 60, lambda: streams["state"].kinds(port(other)) and streams["owner"].kinds(port(other)))
    time.sleep(1)
    for i in range(12):
      client, server = connect(listener)
      client.sendall(b"abc")
      server.recv(10)
      client.close(), server.close()
    for name, count in ("local", 12), ("remote", 12), ("address", 12), ("state", 24):
      streams[name].wait(name, lambda s: len(s.connections()) >= count)
    time.sleep(1)
    for name, stream in streams.items(): stream.end()
    for name in "local", "address":
      expect(name, {s["local_port"] for s in streams[name].connections()}, {p})
      expect(name, len(streams[name].connections()), 12)
    expect("remote", {s["remote_port"] for s in streams["remote"].connections()}, {p})
    for name in "listening", "none", "udp": expect(name, streams[name].connections(), [])
    for name in "owner", "foreign":
      unseen = [s for s in streams[name].connections() if s["ownership"] == "unseen"]
      expect(name, unseen, [])
    # Other tests make connections too, of which the stream without an address leaves out some.
    words = "connections that opened and closed between two updates were left out"
    if words not in streams["owner"].notes: print("owner:", streams["owner"].notes)
    if words not in streams["foreign"].notes: print("foreign:", streams["foreign"].notes)
    for name in "local", "remote", "address", "state", "none", "listening":
      if "left out" in streams[name].notes: print(name, streams[name].notes)
    """#

  private static let leaving = #"""

    stream, client, server, p = watched_connection("--state", "established,listen")
    server_events = lambda: [e for e in stream.events if e["socket"]["remote_port"] == p]
    until("the server's end", 60, lambda: server_events())
    client.sendall(b"abcd")
    client.close()  # the server's end is in CLOSE_WAIT now
    stream.wait("the client", lambda s: "closed" in s.kinds(p))
    time.sleep(3)
    if any(e["event"] == "closed" for e in server_events()): print("closed while it is open")
    server.recv(10)
    server.close()
    until("the end", 60, lambda: any(e["event"] == "closed" for e in server_events()))
    time.sleep(1)
    stream.end()
    closed = [e["socket"] for e in server_events() if e["event"] == "closed"]
    expect("closed", len(closed), 1)
    # No update saw the state that shows that the FIN counts.
    received = closed[0]["bytes_received"], closed[0]["bytes_received_exact"]
    if received not in ((4, True), (5, False)): print("received", received)
    expect("process", [o["pid"] for o in closed[0]["processes"]], [os.getpid()])
    """#

  private static let orphans = #"""

    stream, client, server, p = watched_connection()
    # The peer does not read, so that the kernel cannot send everything.
    client.setblocking(False)
    sent = 0
    try:
      while True: sent += client.send(b"x" * 65536)
    except BlockingIOError: pass
    client.close()
    states = lambda: [e["socket"]["state"] for e in stream.events if e["socket"]["local_port"] == p]
    until("the orphan", 60, lambda: "FIN_WAIT1" in states())
    time.sleep(1)
    if "closed" in stream.kinds(p): print("closed too early")
    received = 0
    while part := server.recv(1 << 20): received += len(part)
    server.close()
    stream.wait("the end", lambda s: "closed" in s.kinds(p))
    stream.end()
    closed = [s for s in stream.closed() if s["local_port"] == p]
    expect("closed", len(closed), 1)
    expect("received", received, sent)
    expect("sent", closed[0]["bytes_sent"], sent)
    expect("ownership", closed[0]["ownership"], "known")
    expect("process", [o["pid"] for o in closed[0]["processes"]], [os.getpid()])
    if not closed[0]["processes"][0]["name"]: print("no name")
    """#

  private static let reset = #"""

    stream, client, server, p = watched_connection()
    client.sendall(b"x" * 1000)
    server.recv(4096)
    abort(server)
    time.sleep(4)  # no table contains the client's socket now, but it is still open
    if "closed" in stream.kinds(p): print("closed while it is open")
    client.close()
    stream.wait("the end", lambda s: "closed" in s.kinds(p))
    time.sleep(1)
    stream.end()
    closed = [s for s in stream.closed() if s["local_port"] == p]
    expect("closed", len(closed), 1)
    expect("sent", closed[0]["bytes_sent"], 1000)
    expect("process", [o["pid"] for o in closed[0]["processes"]], [os.getpid()])
    if not closed[0]["seen_seconds"] > 3: print("seen", closed[0]["seen_seconds"])
    """#

  private static let aborted = #"""

    p = port(listener)
    stream = Stream("--local", network + "0/24", *sys.argv[2].split())
    def wait_until_seen(port):
      # The amounts are in the events of the next update, not in those of the first one.
      stream.wait_for(port)
      time.sleep(1.5)
    def disconnect(end):
      import ctypes
      ctypes.CDLL(None).connect(end.fileno(), struct.pack("H14x", socket.AF_UNSPEC), 16)
    expected = {}
    for i, end in enumerate((abort, disconnect, abort)):
      client, server = connect(listener)
      client.sendall(b"x" * (1000 + i)), server.sendall(b"y" * (500 + i))
      for receiver, count in (server, 1000 + i), (client, 500 + i):
        while count: count -= len(receiver.recv(65536))
      wait_until_seen(port(client))
      expected[port(client)] = 1000 + i, 500 + i
      # The aborted end, then the one that gets the reset.
      first, second = (client, server) if i < 2 else (server, client)
      number = port(client)
      end(first)
      time.sleep(0.7)
      first.close(), second.close()
      stream.wait("both ends", lambda s: sum(number in (x["local_port"], x["remote_port"])
        for x in s.connections()) == 2)
    stream.end()
    for number, (sent, received) in expected.items():
      for s in stream.connections():
        if number not in (s["local_port"], s["remote_port"]): continue
        is_client = s["local_port"] == number
        expect(f"sent {number}", s["bytes_sent"], sent if is_client else received)
        if not s["rtt"]: print("no RTT", s)
        if "bytes_received" in s and s["bytes_received"] not in (received if is_client else sent, (received if is_client else sent) + 1):
          print("received", s)
        if "congestion_control" in s and not s["congestion_control"]: print("no name", s)
    """#

  private static let last = #"""

    def close_some(kept):
      for client, server in kept: client.close(), server.close()
      for _ in range(3):
        client, server = connect(listener)
        client.close(), server.close()
    # A signal long before the next update.
    stream = Stream("--watch=600", "--local", network + "0/24")
    kept = [connect(listener) for _ in range(2)]
    stream.wait_for(port(listener))
    until("the first update", 100, lambda: stream.process.poll() is None and stream.events)
    time.sleep(1)
    seen = sum(e["socket"]["state"] == "ESTABLISHED" for e in stream.events)
    close_some(kept)
    time.sleep(1)
    notes = stream.end()
    expected = 6 + seen
    if f"{expected} connections that closed after the last update are not in the output" not in notes:
      # Connections that opened during the first update are not seen by it.
      if "connections that closed after the last update are not in the output" not in notes: print(notes)
    # The end after a number of updates: what closed before it is written.
    stream = Stream("--watch=3", "--updates=2", "--local", network + "0/24")
    stream.wait_for(port(listener))
    end = time.monotonic() + 60
    count = 0
    while stream.process.poll() is None and time.monotonic() < end:
      client, server = connect(listener)
      client.close(), server.close()
      count += 1
      time.sleep(0.02)
    stream.reader.join()
    stream.errors.seek(0)
    notes = stream.errors.read()
    if "after the last update" in notes: print(notes)
    # Two events for each connection, but for those that closed when the program had ended or just begun.
    if not len(stream.connections()) > count: print(len(stream.connections()), "of", 2 * count)
    """#

  private static let hidden = #"""

    stream = Stream()
    stream.wait_for(port(listener))
    client, server = connect(listener)
    number = port(client)
    client.sendall(b"x" * 300)
    server.recv(1000)
    stream.wait_for(number)
    time.sleep(1)
    client.sendall(b"x" * 50000)
    count = 50000
    while count: count -= len(server.recv(65536))
    abort(server)
    time.sleep(4)
    if "closed" in stream.kinds(number): print("closed while it is open")
    client.close()
    stream.wait("the end", lambda s: "closed" in s.kinds(number))
    time.sleep(1)
    stream.end()
    expect("sent", [s["bytes_sent"] for s in stream.closed() if s["local_port"] == number], [50300])
    """#

  private static let again = #"""

    import ctypes
    libc = ctypes.CDLL(None)
    stream = Stream()
    others = [listen(), listen()]
    ports = sorted(port(other) for other in others)
    for p in ports: stream.wait_for(p)
    # The row of the second connection sorts after that of the first, and before it.
    expected = {}
    for order in ports, ports[::-1]:
      client = socket.socket()
      client.bind((f"{network}{next(client_numbers)}", 0))
      for i, p in enumerate(order):
        client.connect((host, p))
        number = port(client)
        server = next(other for other in others if port(other) == p).accept()[0]
        client.sendall(b"x" * (1000 if i == 0 else 55))
        stream.wait(f"connection to {p}", lambda s: any(
          (e["socket"]["local_port"], e["socket"]["remote_port"]) == (number, p) for e in list(s.events)))
        time.sleep(1.5)
        if i == 0: libc.connect(client.fileno(), struct.pack("H14x", socket.AF_UNSPEC), 16)
        else: client.close()
        server.close()
        expected[number, p] = 1000 if i == 0 else 55
    def closed(key): return [s for s in stream.connections() if (s["local_port"], s["remote_port"]) == key]
    for key in expected: stream.wait(f"the end of {key}", lambda s: closed(key))
    time.sleep(1)
    stream.end()
    for key, sent in expected.items(): expect(f"sent {key}", [s["bytes_sent"] for s in closed(key)], [sent])
    """#

  private static let halfClosed = #"""

    stream = Stream()
    stream.wait_for(port(listener))
    expected, kept = {}, []
    for i in range(8):
      client, server = connect(listener)
      number = port(client)
      stream.wait_for(number)
      client.shutdown(socket.SHUT_WR)
      server.sendall(b"y" * (100 + i))
      while server.recv(100): pass
      server.close()
      while client.recv(1000): pass
      expected[number] = 100 + i
      kept.append(client)
    # The other ends have been destroyed some updates before.
    time.sleep(1.5)
    for client in kept: client.close()
    def closed(number): return [s for s in stream.connections() if s["local_port"] == number]
    for number in expected: stream.wait("the end", lambda s: closed(number))
    stream.end()
    for number, received in expected.items():
      expect(f"received {number}", [(s["bytes_received"], s["bytes_received_exact"]) for s in closed(number)],
        [(received, True)])
    """#

  private static let entries = #"""

    # In a network namespace with a short time for such entries.
    import ctypes
    if ctypes.CDLL(None, use_errno=True).unshare(0x40000000) != 0: print("unshare", ctypes.get_errno())
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with open("/proc/sys/net/ipv4/tcp_fin_timeout", "w") as file: file.write("10")
    listener = listen()
    kept = []
    def half_close():
      client, server = connect(listener)
      kept.append(server)
      p = port(client)
      client.close()
      return p
    first = half_close()
    stream = Stream()
    stream.wait_for(first)
    second = half_close()
    stream.wait("the short connection", lambda s: "closed" in s.kinds(second))
    stream.wait("the end of the entry", lambda s: "closed" in s.kinds(first))
    time.sleep(1)
    stream.end()
    expect("entry", stream.kinds(first), ["opened", "closed"])
    expect("connection", stream.kinds(second)[-1:], ["closed"])
    expect("connection", stream.kinds(second).count("closed"), 1)
    entry = [e["socket"] for e in stream.events if e["socket"]["local_port"] == first]
    expect("states", {s["state"] for s in entry}, {"FIN_WAIT2"})
    expect("amounts", [s["bytes_sent"] for s in entry], [None, None])
    """#
}
