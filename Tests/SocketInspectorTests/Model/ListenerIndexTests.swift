import Testing

@testable import SocketInspector

/// A socket, the listeners of its machine, and the direction that follows.
struct DirectionCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let listeners: [SocketEntry]
  let socket: SocketEntry
  let expected: Direction?

  init(_ name: String, _ socket: SocketEntry, listeners: [SocketEntry] = [], _ expected: Direction?)
  {
    testDescription = name
    self.socket = socket
    self.listeners = listeners
    self.expected = expected
  }
}

@Suite struct ListenerIndexTests {
  private static let directions: [DirectionCase] = [
    DirectionCase("TCP in LISTEN", listener("0.0.0.0", 80), .listening),
    DirectionCase("UDP without a peer", listener("0.0.0.0", 53, .udp), .listening),
    DirectionCase(
      "no listener any more, and an ephemeral remote port", connection("10.0.0.7", 8443), .inbound),
    DirectionCase(
      "the same address", connection("10.0.0.7", 80), listeners: [listener("10.0.0.7", 80)],
      .inbound),
    DirectionCase(
      "another port", connection("10.0.0.7", 80), listeners: [listener("10.0.0.7", 81)], .inbound),
    DirectionCase(
      "another address", connection("10.0.0.7", 80), listeners: [listener("10.0.0.8", 80)],
      .inbound),
    DirectionCase(
      "the wildcard", connection("10.0.0.7", 80), listeners: [listener("0.0.0.0", 80)], .inbound),
    DirectionCase(
      "IPv4 through the wildcard of IPv6", connection("10.0.0.7", 80),
      listeners: [listener("::", 80)], .inbound),
    DirectionCase(
      "mapped through the wildcard of IPv6", connection("::ffff:10.0.0.7", 80),
      listeners: [listener("::", 80)], .inbound),
    DirectionCase(
      "mapped through a mapped address", connection("::ffff:10.0.0.7", 80),
      listeners: [listener("::ffff:10.0.0.7", 80)], .inbound),
    DirectionCase(
      "mapped through the mapped wildcard", connection("::ffff:10.0.0.7", 80),
      listeners: [listener("::ffff:0.0.0.0", 80)], .inbound),
    DirectionCase(
      "IPv6 is not reached through the wildcard of IPv4", connection("2001:db8::1", 40_000),
      listeners: [listener("0.0.0.0", 40_000)], .outbound),
    DirectionCase(
      "IPv6 is not reached through the mapped wildcard", connection("2001:db8::1", 40_000),
      listeners: [listener("::ffff:0.0.0.0", 40_000)], .outbound),
    DirectionCase(
      "IPv6 through its wildcard", connection("2001:db8::1", 80), listeners: [listener("::", 80)],
      .inbound),
    DirectionCase(
      "a UDP socket does not count for TCP", connection("10.0.0.7", 40_000),
      listeners: [listener("0.0.0.0", 40_000, .udp)], .outbound),
    DirectionCase(
      "one of several listeners", connection("10.0.0.7", 80),
      listeners: [listener("127.0.0.1", 80), listener("10.0.0.7", 80)], .inbound),
    DirectionCase(
      "SYN_SENT is outbound despite a listener", connection("10.0.0.7", 80, .synSent),
      listeners: [listener("0.0.0.0", 80)], .outbound),
    DirectionCase(
      "SYN_RECV is inbound without a listener", connection("10.0.0.7", 80, .synReceived), .inbound),
    DirectionCase(
      "TIME_WAIT with a listener", connection("10.0.0.7", 80, .timeWait),
      listeners: [listener("0.0.0.0", 80)], .inbound),
    DirectionCase(
      "TIME_WAIT without a listener", connection("10.0.0.7", 80, .timeWait), .inbound),
    DirectionCase(
      "an ephemeral local port", connection("10.0.0.7", 45_001, remotePort: 8443), .outbound),
    DirectionCase("both ports ephemeral", connection("10.0.0.7", 45_001), .outbound),
    DirectionCase(
      "both ports ephemeral, with a listener", connection("10.0.0.7", 45_001),
      listeners: [listener("10.0.0.7", 45_001)], .inbound),
    DirectionCase("no port ephemeral", connection("10.0.0.7", 61_000, remotePort: 32_767), nil),
    DirectionCase(
      "the last ephemeral port of a former server", connection("10.0.0.7", 993, remotePort: 60_999),
      .inbound),
    DirectionCase(
      "a listener for another device", onDevice(connection("10.0.0.7", 45_001), 0),
      listeners: [onDevice(listener("0.0.0.0", 45_001), 3)], .outbound),
    DirectionCase(
      "a listener for the device of the connection", onDevice(connection("10.0.0.7", 45_001), 3),
      listeners: [onDevice(listener("0.0.0.0", 45_001), 3)], .inbound),
    DirectionCase(
      "a listener whose device is unknown", connection("10.0.0.7", 45_001),
      listeners: [onDevice(listener("0.0.0.0", 45_001), 3)], .inbound),
    DirectionCase(
      "bound TCP with the peer of an earlier connection",
      connection("10.0.0.7", 45_001, .boundInactive),
      nil),
    DirectionCase("TCP without a peer", unpaired(.closed), nil),
    DirectionCase("a state of a newer kernel without a peer", unpaired(.unknown(13)), nil),
    DirectionCase(
      "UDP with a peer and a listener", connection("10.0.0.7", 53, table: .udp),
      listeners: [listener("0.0.0.0", 53, .udp)], .inbound),
    DirectionCase(
      "UDP with a peer and no listener", connection("10.0.0.7", 53, table: .udp), .inbound),
    DirectionCase(
      "a UDP client", connection("10.0.0.7", 45_001, table: .udp, remotePort: 123), .outbound),
    DirectionCase(
      "UDP between two servers", connection("10.0.0.7", 123, table: .udp, remotePort: 123), nil),
    DirectionCase(
      "UDP with a peer and a TCP listener", connection("10.0.0.7", 45_001, table: .udp),
      listeners: [listener("0.0.0.0", 45_001)], .outbound),
  ]

  /// The direction of a connection would be wrong, and with it the end whose service and class are
  /// shown.
  @Test(arguments: directions)
  func directionFollowsFromTheListeners(example: DirectionCase) {
    #expect(ListenerIndex(example.listeners).direction(of: example.socket) == example.expected)
  }

  /// A connection that is not accepted yet would be shown with the wrong listener: the kernel
  /// prefers the one with the exact address.
  @Test func theExactAddressComesBeforeTheWildcard() {
    let index = ListenerIndex([
      Self.listener("0.0.0.0", 80, inode: 1), Self.listener("10.0.0.7", 80, inode: 2),
      Self.listener("10.0.0.7", 81, inode: 3), Self.listener("10.0.0.8", 80, inode: 4),
    ])
    #expect(index.listeners(for: Self.connection("10.0.0.7", 80)).map(\.inode) == [2])
    #expect(index.listeners(for: Self.connection("10.0.0.9", 80)).map(\.inode) == [1])
    #expect(index.listeners(for: Self.connection("10.0.0.9", 81)).isEmpty)
    #expect(index.listeners(for: Self.connection("10.0.0.7", 80, table: .udp)).isEmpty)
  }

  /// On a machine with a configured range of ephemeral ports, clients would be shown as servers.
  @Test func theConfiguredRangeOfEphemeralPortsCounts() {
    let index = ListenerIndex([], ephemeralPorts: 10_000...10_999)
    let client = Self.connection("10.0.0.7", 10_500, remotePort: 45_001)
    #expect(index.direction(of: client) == .outbound)
    #expect(
      index.direction(of: Self.connection("10.0.0.7", 45_001, remotePort: 10_999)) == .inbound)
    #expect(index.direction(of: Self.connection("10.0.0.7", 45_001, remotePort: 11_000)) == nil)
  }

  /// A process that cannot get the connection would be named: one that listens on another device, or that the
  /// kernel passes over for a listener on the device of the connection.
  @Test func aListenerOnTheDeviceComesBeforeOneWithoutADevice() {
    let index = ListenerIndex([
      Self.onDevice(Self.listener("0.0.0.0", 70, inode: 1), 0),
      Self.onDevice(Self.listener("0.0.0.0", 70, inode: 2), 4),
      Self.onDevice(Self.listener("0.0.0.0", 70, inode: 3), 5),
      Self.onDevice(Self.listener("::", 71, inode: 4), 4),
      Self.onDevice(Self.listener("192.0.2.7", 71, inode: 5), 0),
    ])
    func inodes(_ address: String, _ port: UInt16, device: UInt32?) -> [UInt64] {
      var connection = Self.connection(address, port)
      connection.interfaceIndex = device
      return index.listeners(for: connection).map(\.inode)
    }
    #expect(inodes("10.0.0.7", 70, device: 4) == [2])
    #expect(inodes("10.0.0.7", 70, device: 5) == [3])
    #expect(inodes("10.0.0.7", 70, device: 0) == [1])
    #expect(inodes("10.0.0.7", 70, device: 6) == [1])
    // An exact address comes before any device.
    #expect(inodes("192.0.2.7", 71, device: 4) == [5])
    #expect(inodes("::ffff:192.0.2.8", 71, device: 4) == [4])
    #expect(inodes("::ffff:192.0.2.8", 71, device: 0) == [])
  }

  /// `listener_pids` of connections to different devices would all be those of the first.
  @Test func inodesIncludeTheListenersOfEachDevice() {
    let index = ListenerIndex([
      Self.onDevice(Self.listener("0.0.0.0", 70, inode: 2), 4),
      Self.onDevice(Self.listener("0.0.0.0", 70, inode: 3), 5),
    ])
    let waiting = [4, 5].map { Self.onDevice(Self.connection("10.0.0.7", 70, .synReceived), $0) }
    #expect(index.inodes(for: waiting) == [2, 3])
  }

  /// A connection of the kernel, such as one of NFS, would be shown as waiting for accept(2) although no
  /// socket listens there.
  @Test(arguments: [SocketState.established, .closeWait])
  func withoutAListenerNothingWaitsForAccept(state: SocketState) {
    let connection = Self.connection("10.0.0.7", 2049, state)
    #expect(ListenerIndex([]).ownershipWithoutInode(of: connection) == .unowned)
    let other = ListenerIndex([Self.listener("10.0.0.8", 2049)])
    #expect(other.ownershipWithoutInode(of: connection) == .unowned)
    let index = ListenerIndex([Self.listener("0.0.0.0", 2049)])
    #expect(index.ownershipWithoutInode(of: connection) == .acceptQueue)
    #expect(index.ownershipWithoutInode(of: Self.connection("10.0.0.7", 1, inode: 5)) == nil)
  }

  /// Some of the processes that can accept a connection would be missing: with SO_REUSEPORT, any of
  /// the listeners may get it.
  @Test func allListenersOfAnAddressAreNamed() {
    let index = ListenerIndex([
      Self.listener("10.0.0.7", 80, inode: 1), Self.listener("10.0.0.7", 80, inode: 2),
      Self.listener("0.0.0.0", 80, inode: 3), Self.listener("0.0.0.0", 80, inode: 4),
    ])
    #expect(index.listeners(for: Self.connection("10.0.0.7", 80)).map(\.inode) == [1, 2])
    #expect(index.listeners(for: Self.connection("10.0.0.8", 80)).map(\.inode) == [3, 4])
  }

  /// A connection that is not accepted yet would be shown with a process that listens in the other
  /// family. The kernel lists it in the table of its listener (inet_reqsk_alloc copies the family).
  @Test(
    arguments: [
      ("10.0.0.7", [1]), ("::ffff:10.0.0.7", [2]), ("2001:db8::1", [2]),
    ] as [(String, [UInt64])])
  func aWaitingConnectionBelongsToAListenerOfItsFamily(address: String, expected: [UInt64]) {
    let index = ListenerIndex([
      Self.listener("0.0.0.0", 80, inode: 1), Self.listener("::", 80, inode: 2),
    ])
    let waiting = Self.connection(address, 80)
    #expect(index.listeners(for: waiting).map(\.inode) == expected)
  }

  /// Many listeners and many connections on one port would take minutes, because each connection is
  /// compared with each listener.
  @Test(.timeLimit(.minutes(5))) func manyListenersOnOnePortAreFast() {
    let count = 20_000
    func address(_ number: Int) -> IPAddress { IPAddress(ipv4: 0x7f00_0001 + UInt32(number)) }
    func socket(_ number: Int, _ state: SocketState, inode: UInt64) -> SocketEntry {
      SocketEntry(
        table: .tcp, local: SocketAddress.ip(address(number), port: 80),
        remote: state == .listen ? endpoint("0.0.0.0", 0) : endpoint("192.0.2.1", 5), state: state,
        inode: inode)
    }
    let index = ListenerIndex((0..<count).map { socket($0, .listen, inode: UInt64($0 + 1)) })
    let inbound = (0..<count).count {
      index.direction(of: socket($0, .established, inode: 0)) == .inbound
    }
    #expect(inbound == count)
    #expect(index.direction(of: socket(count, .established, inode: 0)) == nil)
    let many = ListenerIndex((1...64).map { socket(0, .listen, inode: $0) })
    let handshakes = (0..<1000).map { _ in socket(0, .synReceived, inode: 0) }
    #expect(many.inodes(for: handshakes) == Array(1...64))
  }

  /// Owners would be missing: those of a socket itself, or of the listener of a connection that is
  /// not accepted yet.
  @Test func inodesIncludeThoseOfListeners() {
    let index = ListenerIndex([
      Self.listener("0.0.0.0", 80, inode: 1), Self.listener("0.0.0.0", 81, inode: 2),
      Self.listener("0.0.0.0", 82, inode: 3),
    ])
    let sockets = [
      Self.connection("10.0.0.7", 9, inode: 50),
      Self.connection("10.0.0.7", 80, .synReceived),  // handshake
      Self.connection("10.0.0.7", 81, .established),  // accept queue
      Self.connection("10.0.0.7", 82, .timeWait), Self.connection("10.0.0.7", 82, .finWait1),
      Self.listener("0.0.0.0", 53, .udp, inode: 60),
    ]
    #expect(Set(index.inodes(for: sockets)) == [50, 1, 2, 60])
  }

  private static func listener(
    _ address: String, _ port: UInt16, _ table: SocketTable.ID = .tcp, inode: UInt64 = 7
  ) -> SocketEntry {
    SocketEntry(
      table: table, local: endpoint(address, port),
      remote: endpoint(address.contains(":") ? "::" : "0.0.0.0", 0),
      state: table == .tcp ? .listen : nil, inode: inode)
  }

  private static func connection(
    _ address: String, _ port: UInt16, _ state: SocketState = .established,
    table: SocketTable.ID = .tcp, remotePort: UInt16 = 50_000, inode: UInt64 = 0
  ) -> SocketEntry {
    SocketEntry(
      table: table, local: endpoint(address, port),
      remote: endpoint(address.contains(":") ? "2001:db8::9" : "10.0.0.9", remotePort),
      state: state,
      inode: inode)
  }

  private static func onDevice(_ socket: SocketEntry, _ index: UInt32) -> SocketEntry {
    var socket = socket
    socket.interfaceIndex = index
    return socket
  }

  private static func unpaired(_ state: SocketState) -> SocketEntry {
    SocketEntry(
      table: .tcp, local: endpoint("0.0.0.0", 80), remote: endpoint("0.0.0.0", 0), state: state,
      inode: 7)
  }
}
