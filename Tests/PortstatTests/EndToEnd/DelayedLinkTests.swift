import Foundation
import SocketInspector
import TestSupport
import Testing

/// Connections over a link that takes 20 ms each way. A wrong number or word sends people to the wrong machine to
/// make a slow connection faster.
@Suite(
  .enabled(
    if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3", "ip")
      && FileManager.default.fileExists(atPath: "/dev/net/tun"),
    "needs root, nsenter, python3, ip and /dev/net/tun"))
struct DelayedLinkTests {
  /// A network namespace with a TUN device whose relay sends each packet back after 20 ms with its addresses
  /// swapped, so that 10.7.0.2 is the same machine behind a long line. Many kernels have no netem.
  ///
  /// - 9001: connections that are made until one took less than 41.5 ms, which is the round-trip time
  /// - 9002: the peer does not read
  /// - 9003: the send buffer has 4,096 bytes
  /// - 9004: the relay drops each twentieth packet with data, and those that find a queue of 60
  /// - 9005: 100 bytes are sent every 0.25 s
  /// - 9006: the send buffer has 16,384 bytes, and the program has more than that
  /// - 9007: 100 bytes are sent every 10 ms, so that some are always on the way
  private static let script = #"""
    import collections, fcntl, os, select, socket, struct, subprocess, threading, time
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, 0x400454CA, struct.pack("16sH22x", b"line0", 0x1001))  # TUNSETIFF, IFF_TUN | IFF_NO_PI
    subprocess.run("ip link set lo up; ip addr add 10.7.0.1/24 dev line0; "
      "ip link set line0 gso_max_segs 2 up",
      shell=True, check=True)
    def relay():
      queue, count = collections.deque(), 0
      while True:
        rest = max(queue[0][0] - time.monotonic(), 0) if queue else None
        if select.select([tun], [], [], rest)[0]:
          packet = os.read(tun, 65536)
          if packet[0] == 0x45 and packet[9] == 6:
            data = packet[20 + packet[32] // 16 * 4:]
            lossy = data and 9004 in struct.unpack("!HH", packet[20:24])
            if lossy: count += 1
            if not lossy or (count % 20 and len(queue) < 60):
              queue.append((time.monotonic() + 0.02, packet))
        while queue and queue[0][0] <= time.monotonic():
          packet = queue.popleft()[1]
          os.write(tun, packet[:12] + packet[16:20] + packet[12:16] + packet[20:])
    threading.Thread(target=relay, daemon=True).start()
    kept = []
    def connect(port, reads, options):
      listener = socket.socket()
      listener.bind(("10.7.0.1", port))
      if not reads: listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32768)
      listener.listen()
      client = socket.socket()
      for name, value in options.items(): client.setsockopt(socket.SOL_SOCKET, name, value)
      client.connect(("10.7.0.2", port))
      server = listener.accept()[0]
      def read():
        while server.recv(65536): pass
      if reads: threading.Thread(target=read, daemon=True).start()
      kept.extend([listener, server])
      return client
    def send(client, size, pause):
      while True:
        client.sendall(b"a" * size)
        if pause: time.sleep(pause)
    for port, reads, size, pause, options in [
      (9002, False, 65536, 0, {}), (9003, True, 1000, 0, {socket.SO_SNDBUF: 4096}),
      (9004, True, 65536, 0, {32: 1 << 22}), (9005, True, 100, 0.25, {}),
      (9006, True, 65536, 0, {socket.SO_SNDBUF: 16384}), (9007, True, 100, 0.01, {}),
    ]:
      client = connect(port, reads, options)  # 32: SO_SNDBUFFORCE
      threading.Thread(target=send, args=(client, size, pause), daemon=True).start()
    listener = socket.socket()
    listener.bind(("10.7.0.1", 9001))
    listener.listen()
    end = time.monotonic() + 60
    while time.monotonic() < end:
      client = socket.socket()
      start = time.monotonic()
      client.connect(("10.7.0.2", 9001))
      if time.monotonic() - start < 0.0415: break
      client.close()
    """#

  private struct Row: Decodable {
    let remotePort: UInt16
    let rtt: Double?
    let rttMin: Double?
    let limitedBy: String?
  }

  private static let factors: [UInt16: String] = [
    9002: "receiver", 9003: "send-buffer", 9004: "network", 9005: "application",
    9006: "send-buffer", 9007: "application",
  ]

  /// The rows of the clients, by the port of the server.
  private func rows(_ network: NetworkNamespace) throws -> [UInt16: Row] {
    let run = try Program.run(
      command: network.prefix + [
        Program.portstat.path, "--jsonl", "--columns=remote_port,rtt,rtt_min,limited_by",
        "--remote-port=9001-9007", "--state=established",
      ])
    let rows: [Row] = try run.lines.map { try SocketRecord.decode(Data($0.utf8)) }
    return Dictionary(rows.map { ($0.remotePort, $0) }) { first, _ in first }
  }

  /// Moves this thread into a network namespace. Foundation does not declare setns(2).
  private static func enter(_ namespace: Int32) throws {
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    let setns = unsafeBitCast(try #require(dlsym(nil, "setns")), to: Function.self)
    guard setns(namespace, 0x4000_0000) == 0 else {  // CLONE_NEWNET
      throw TimedOut(description: "setns: \(String(cString: strerror(errno)))")
    }
  }

  /// The listing of a moment, which only knows the connection's life.
  @Test func aListingNamesTheRoundTripTimeAndTheLimit() throws {
    let network = try NetworkNamespace(Self.script)
    let found = try eventually("each limit") {
      let found = try rows(network)
      return Self.factors.allSatisfy { found[$0.key]?.limitedBy == $0.value } ? found : nil
    }
    let line = try #require(found[9001])
    #expect(38...42 ~= (try #require(line.rtt)), "\(line)")
    #expect(38...42 ~= (try #require(line.rttMin)), "\(line)")
    #expect(line.limitedBy == "application")
  }

  /// Between updates, the same words mean what happens now. A pause of the sender is seen, which a listing
  /// cannot.
  @Test func aSeriesNamesTheLimitSinceTheLastUpdate() throws {
    let network = try NetworkNamespace(Self.script)
    let path = "/proc/\(network.prefix[2])/ns/net"
    let found = try OwnThread.run {
      let namespace = open(path, O_RDONLY | O_CLOEXEC)
      defer { close(namespace) }
      try Self.enter(namespace)
      var query = Query(requirements: .rates, source: .netlink)
      query.filter.remotePorts.included = [PortPattern(9002...9007)]
      var series = SnapshotSeries(query)
      _ = try series.next()
      return try eventually("each limit") {
        usleep(1_000_000)
        let found = Dictionary(
          try series.next().sockets.compactMap { socket in
            socket.remote.port.flatMap { port in socket.limitedBy.map { (port, $0.rawValue) } }
          }
        ) { first, _ in first }
        return found == Self.factors ? found : nil
      }
    }
    #expect(found == Self.factors)
  }
}
