import Foundation
import TestSupport
import Testing

/// A python3 process with sockets in network namespaces that it makes, in a mount namespace of its own. Needs
/// root.
final class NamespaceLab {
  /// What portstat should show of a socket.
  struct Expected: Decodable, Hashable {
    let inode: UInt64
    let netns: String?
    let netnsInode: UInt64
    let pids: [Int32]
  }

  /// A socket as portstat shows it.
  struct Row: Decodable {
    struct Owner: Decodable { let pid: Int32 }
    let inode: UInt64
    let netns: String?
    let netnsInode: UInt64?
    let container: String?
    let processes: [Owner]?
  }

  static let canRun =
    Capabilities.makesNamespaces && Program.isInstalled("python3", "ip", "nsenter")

  /// A socket listens on one port in each namespace. Threads make most of them, and return to the first one.
  private static let script = #"""
    import ctypes, json, os, socket, subprocess, threading
    libc = ctypes.CDLL(None, use_errno=True)
    NET, PID, MOUNT = 0x40000000, 0x20000000, 0x20000
    def check(result):
      if result: raise OSError(ctypes.get_errno(), "system call failed")
    check(libc.unshare(MOUNT | NET))
    port = 1024 + os.getpid() % 30000  # others may run at the same time
    check(libc.mount(b"none", b"/", None, 1 << 14 | 1 << 18, None))
    os.makedirs("/run/netns", exist_ok=True)
    check(libc.mount(b"none", b"/run/netns", b"tmpfs", 0, None))
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    expected, sockets, kept = [], {}, {}

    def listen(name, label=None, pid=None):
      listener = socket.socket()
      listener.bind(("0.0.0.0", port))
      listener.listen()
      inode = os.stat("/proc/thread-self/ns/net").st_ino
      sockets[name] = listener
      expected.append({
        "inode": os.fstat(listener.fileno()).st_ino, "netns_inode": inode,
        "netns": None if label == "" else label or f"net:[{inode}]", "pids": [pid or os.getpid()]})

    def in_thread(work):
      failures = []
      def run():
        try: work()
        except BaseException as failure: failures.append(failure)
      thread = threading.Thread(target=run)
      thread.start()
      thread.join()
      if failures: raise failures[0]

    def pinned(name):
      """A namespace without a process, which only a descriptor keeps."""
      def work():
        check(libc.unshare(NET))
        kept[name] = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        listen(name)
      in_thread(work)

    def named(name):
      """A namespace without a process, which ip-netns(8) has made."""
      def work():
        join(name)
        listen(name, name)
      subprocess.run(["ip", "netns", "add", name], check=True)
      in_thread(work)

    def socket_only(name):
      """A namespace that only its socket keeps."""
      def work():
        check(libc.unshare(NET))
        listen(name)
      in_thread(work)

    def in_own_process_namespace(name, group, label):
      """A namespace of a process that is the first of its PID namespace, as in a container."""
      (rows, row), (pids, pid) = os.pipe(), os.pipe()
      child = os.fork()
      if child == 0:
        try:
          check(libc.unshare(NET | PID))
          inner = os.fork()
          if inner == 0:
            for descriptor in [home, *kept.values()]: os.close(descriptor)
            for listener in sockets.values(): listener.close()
            expected.clear()
            if group:
              with open(f"{group}/cgroup.procs", "w") as file: file.write("0")
            listen(name, label)
            os.write(row, json.dumps(expected[0]).encode() + b"\n")
            threading.Event().wait()
          os.write(pid, b"%d\n" % inner)
        finally: os._exit(0)
      os.waitpid(child, 0)
      found = json.loads(os.fdopen(rows).readline())
      found["pids"] = [int(os.fdopen(pids).readline())]
      os.close(row), os.close(pid)
      expected.append(found)

    def in_waiting_thread(name):
      """A namespace of a thread whose process is in another one."""
      ready, failures = threading.Event(), []
      def work():
        try:
          check(libc.unshare(NET))
          listen(name)
        except BaseException as failure: failures.append(failure)
        ready.set()
        threading.Event().wait()
      threading.Thread(target=work, daemon=True).start()
      ready.wait()
      if failures: raise failures[0]

    def ip(line): subprocess.run(["ip", *line.split()], check=True)

    def join(name):
      descriptor = os.open(f"/run/netns/{name}", os.O_RDONLY)
      check(libc.setns(descriptor, NET))
      os.close(descriptor)

    def connect(client, server):
      """A connection from a named namespace to another, over two devices. The server is a process of its own, and
      bound to its device. The answer is its PID."""
      for name in client, server: ip(f"netns add {name}")
      ip(f"link add veth7 netns {client} type veth peer name veth8 netns {server}")
      for name, device, host in (client, "veth7", 1), (server, "veth8", 2):
        ip(f"-n {name} address add 10.7.7.{host}/24 dev {device}")
        ip(f"-n {name} link set {device} up")
      read, write = os.pipe()
      child = os.fork()
      if child == 0:
        try:
          join(server)
          listener = socket.socket()
          listener.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"veth8")
          listener.bind(("10.7.7.2", port))
          listener.listen()
          os.write(write, b"!")
          connection = listener.accept()[0]
          os.write(write, b"!")
          threading.Event().wait()
        finally: os._exit(0)
      if os.read(read, 1) != b"!": raise OSError("no server")
      def work():
        join(client)
        sockets[client] = socket.create_connection(
          ("10.7.7.2", port), timeout=20, source_address=("10.7.7.1", 40000))
      in_thread(work)
      os.read(read, 1)
      return child

    def ephemeral(name, first, last, number):
      """A connection in a namespace with a range of ephemeral ports of its own, whose listener has closed."""
      def work():
        check(libc.unshare(NET))
        kept[name] = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        ip("link set lo up")
        with open("/proc/sys/net/ipv4/ip_local_port_range", "w") as file: file.write(f"{first} {last}")
        listener = socket.create_server(("127.0.0.1", number))
        sockets[name] = socket.create_connection(("127.0.0.1", number)), listener.accept()[0]
        listener.close()
      in_thread(work)

    def close(name):
      inode = os.fstat(sockets[name].fileno()).st_ino
      sockets.pop(name).close()
      if name in kept: os.close(kept.pop(name))
      expected[:] = [row for row in expected if row["inode"] != inode]

    answer = str(port)
    """#

  /// The ID of the container, as far as portstat shows it.
  static let containerID = "0123456789ab"

  /// The control groups of the process, and of the container; empty if none can be created.
  private let groups: [ControlGroupFolder]
  let python: PythonSession
  /// The port of every socket.
  let port: String
  /// What portstat should show of the container.
  var container: String? { groups.isEmpty ? nil : Self.containerID }

  init() throws {
    let id = Self.containerID + String(repeating: "0", count: 52)
    groups =
      ControlGroupFolder.canCreate
      ? [try ControlGroupFolder("home.service"), try ControlGroupFolder("docker-\(id).scope")] : []
    python = try PythonSession()
    // The tests may run in a container.
    try groups.first?.add(python.pid)
    port = try python.run(Self.script)
  }

  /// Starts a process with a network namespace and a PID namespace of its own in a group like that of a container.
  func startContainer() throws {
    try python.run(
      """
      in_own_process_namespace(
        "container", "\(groups.last?.folder ?? "")", \(container.map { "\"\($0)\"" } ?? "None"))
      """)
  }

  /// Starts a command in the network and mount namespaces of the process.
  var prefix: [String] { ["nsenter", "-t", "\(python.pid)", "-n", "-m", "--"] }

  func expected() throws -> Set<Expected> {
    let text = try python.run("answer = json.dumps(expected)")
    return Set(try SocketRecord.decode(Data(text.utf8)) as [Expected])
  }

  /// Runs portstat for the sockets of the process.
  func run(_ arguments: [String]) throws -> Program.Run {
    try Program.run(command: prefix + [Program.portstat.path] + arguments + [":\(port)"])
  }

  /// The sockets that portstat shows in JSON Lines.
  static func rows(_ output: Data) throws -> [Expected] {
    let rows: [Row] = try output.split(separator: UInt8(ascii: "\n")).map(SocketRecord.decode)
    return rows.map { row in
      Expected(
        inode: row.inode, netns: row.netns, netnsInode: row.netnsInode ?? 0,
        pids: (row.processes ?? []).map(\.pid))
    }
  }
}
