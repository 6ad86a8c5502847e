import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Every connection that ends is reported by the kernel, however short it lived.
@Suite(
  .serialized, .enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct DestroyNotificationsTests {
  /// Collects notifications about sockets with certain local ports; other programs close sockets too.
  private final class Receiver {
    private var notifications: DestroyNotifications
    private(set) var sockets: [UInt16: [DestroyedSocket]] = [:]

    init(bufferSize: Int32 = 8 << 20) throws {
      notifications = try DestroyNotifications(bufferSize: bufferSize)
    }

    var lostCount: UInt64 { notifications.lostCount }
    var malformedCount: UInt64 { notifications.malformedCount }

    func read() throws {
      var found: [DestroyedSocket] = []
      try notifications.read { found.append($0) }
      for socket in found { sockets[socket.local.port ?? 0, default: []].append(socket) }
    }

    /// Waits for a notification about a socket with a local port and a condition.
    func wait(
      for port: UInt16, where isWanted: (DestroyedSocket) -> Bool = { _ in true }
    ) throws -> DestroyedSocket {
      try eventually("a notification about port \(port)") {
        try read()
        return sockets[port]?.first(where: isWanted)
      }
    }
  }

  /// The amounts are the reason to read notifications: a sum that misses short connections, or that
  /// counts one wrongly, is worthless for accounting.
  @Test func amountsOfShortConnectionsAreExact() throws {
    let receiver = try Receiver()
    let session = try PythonSession()
    let answer = try session.run(
      """
      import random
      lines = []
      l = socket.create_server(("127.0.0.1", 0), backlog=64)
      for i in range(120):
        c = socket.create_connection(l.getsockname())
        s, _ = l.accept()
        a, b = random.randrange(30000), random.randrange(3000)
        if i % 9 == 0: a = b = 0
        c.sendall(b"x" * a); s.sendall(b"y" * b)
        for end, count in ((s, a), (c, b)):
          while count: count -= len(end.recv(65536))
        lines.append(f"{c.getsockname()[1]} {s.getsockname()[1]} {a} {b}")
        (c, s)[i % 2].close(); (s, c)[i % 2].close()
      answer = ";".join(lines)
      """)
    for line in answer.split(separator: ";") {
      let numbers = line.split(separator: " ").compactMap { UInt64($0) }
      let (client, server) = (UInt16(numbers[0]), UInt16(numbers[1]))
      let ends = [
        (try receiver.wait(for: client) { $0.remote.port == server }, numbers[2], numbers[3]),
        (try receiver.wait(for: server) { $0.remote.port == client }, numbers[3], numbers[2]),
      ]
      for (socket, sent, received) in ends {
        #expect(socket.kind == .connection && socket.cookie != 0)
        let info = try #require(socket.info)
        #expect(info.bytesSent == sent)
        // One more if the peer's FIN arrived before this end closed.
        #expect([received, received + 1].contains(info.bytesReceived))
      }
    }
    #expect(receiver.lostCount == 0 && receiver.malformedCount == 0)
  }

  /// The cookie leads to what the last listing knew, such as the owner.
  @Test(arguments: LiveSocket.Family.available)
  func bothFamiliesAreReported(family: LiveSocket.Family) throws {
    let receiver = try Receiver()
    let connection = try LiveConnection(family)
    let (client, server) = (try connection.client.port, try connection.listener.port)
    try connection.client.send(11)
    connection.client.close()
    connection.server.close()
    let socket = try receiver.wait(for: client)
    #expect(socket.remote.port == server && socket.kind == .connection)
    #expect(socket.local.ip?.family == (family == .ipv4 ? .ipv4 : .ipv6))
    #expect(socket.info?.bytesSent == 11)
  }

  /// A stream of `closed` events must not contain listeners and refused connects, and the counters of a
  /// connection that was aborted are lost.
  @Test func whatWasNoConnectionIsToldApart() throws {
    let receiver = try Receiver()
    let session = try PythonSession()
    let answer = try session.run(
      """
      l = socket.create_server(("127.0.0.1", 0))
      c = socket.create_connection(l.getsockname()); s, _ = l.accept()
      c.sendall(b"x" * 55); s.recv(99)
      c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
      ports = [l.getsockname()[1], c.getsockname()[1]]
      c.close(); s.close()
      address = l.getsockname()
      l.close()
      r = socket.socket(); r.bind(("127.0.0.1", 0)); ports.append(r.getsockname()[1])
      try: r.connect(address)
      except ConnectionRefusedError: pass
      r.close()
      answer = " ".join(map(str, ports))
      """)
    let ports = answer.split(separator: " ").compactMap { UInt16($0) }
    #expect(try receiver.wait(for: ports[1]).kind == .aborted)
    #expect(try receiver.wait(for: ports[2]).kind == .unconnected)
    #expect(try receiver.wait(for: ports[0]) { $0.kind == .unconnected }.info == nil)
    let server = try receiver.wait(for: ports[0]) { $0.kind == .connection }
    #expect(server.remote.port == ports[1] && server.info?.bytesReceived == 55)
  }

  /// What the kernel dropped must be counted: a log with a silent gap is worse than none.
  @Test func lostNotificationsAreCounted() throws {
    let receiver = try Receiver(bufferSize: 1)
    let session = try PythonSession()
    let count = 400
    let answer = try session.run(
      """
      ports = []
      for i in range(\(count)):
        s = socket.socket(); s.bind(("127.0.0.1", 0)); ports.append(s.getsockname()[1]); s.close()
      answer = " ".join(map(str, ports))
      """)
    let ports = Set(answer.split(separator: " ").compactMap { UInt16($0) })
    // The kernel sends from a work queue, later if the machine is busy.
    let found = try eventually("as many notifications as sockets, received or lost") {
      try receiver.read()
      let found = receiver.sockets.filter { ports.contains($0.key) }.values.reduce(0) {
        $0 + $1.count
      }
      return UInt64(count) <= UInt64(found) + receiver.lostCount ? found : nil
    }
    #expect(found < count && receiver.lostCount > 0)
    // Afterwards, notifications arrive again. Other programs can fill so small a buffer at any time.
    let socket = try eventually("another notification") {
      let answer = try session.run(
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); answer = s.getsockname()[1]; s.close()")
      usleep(100_000)
      try receiver.read()
      return UInt16(answer).flatMap { receiver.sockets[$0]?.last }
    }
    #expect(socket.kind == .unconnected)
  }

  /// A process with CAP_NET_ADMIN in a container could invent connections for the accounting of the
  /// administrator.
  @Test(.enabled(if: geteuid() == 0, "only root may send to multicast groups"))
  func notificationsOfOtherProcessesAreIgnored() throws {
    let receiver = try Receiver()
    let session = try PythonSession()
    let forged = RecordedMessage.destroyed.enumerated()
      .map { $0.offset == 4 ? 0 : $0.offset == 5 ? 7 : $0.element }  // local port 7
    // Another listener shows that the message was sent to the group.
    let sender = try session.run(
      """
      other, forger = (socket.socket(16, socket.SOCK_RAW, 4) for _ in range(2))
      other.bind((0, 1)); other.settimeout(20)
      forger.bind((0, 0))
      payload = bytes(\(forged))
      head = struct.pack("=IHHII", 16 + len(payload), 20, 0, 0, 0)
      forger.sendto(head + payload, (0, 1))
      while True:
        data, address = other.recvfrom(65536)
        if data[16:] == payload: break
      answer = address[0] == forger.getsockname()[0]
      """)
    #expect(sender == "True")
    try receiver.read()
    #expect(receiver.sockets[7] == nil)
  }
}
