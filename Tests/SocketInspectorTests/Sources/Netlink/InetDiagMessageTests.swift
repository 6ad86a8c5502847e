import TestSupport
import Testing

@testable import SocketInspector

/// What the kernel says over netlink, recorded from Linux 6.18 on a little-endian machine, each
/// message without its 16 bytes of head.
@Suite(.enabled(if: UInt16(littleEndian: 1) == 1)) struct InetDiagMessageTests {
  /// A listener's queue is shown against its limit, and what it refuses is known.
  @Test func aListenerHasABacklogAndNoSendQueue() throws {
    let socket = try #require(parse(RecordedMessage.listener))
    #expect(socket.local == SocketAddress.ip(IPAddress(ipv6: 0, 0), port: 34703))
    #expect(!socket.hasPeer)
    #expect(socket.state == .listen)
    #expect(socket.receiveQueue == 0)
    #expect(socket.sendQueue == 0)
    #expect(socket.backlog == 5)
    #expect(socket.isIPv6Only == true)
    #expect(socket.interfaceIndex == nil)
    #expect(socket.userID == 0)
    #expect(socket.inode == 1_490_921)
    #expect(socket.timer == nil)
    #expect(socket.retransmits == 0)
    #expect(socket.probes == 0)
  }

  /// Retransmissions and probes are told apart, as /proc does.
  @Test func tellsRetransmissionsFromProbes() throws {
    let socket = try #require(
      parse(RecordedMessage.zeroWindow + RecordedMessage.info(retransmits: 3, probes: 1)))
    #expect(socket.local.description == "127.0.0.1:46814")
    #expect(socket.remote.description == "127.0.0.1:44157")
    #expect(socket.state == .established)
    #expect(socket.timer == SocketTimer(kind: .zeroWindowProbe, hundredths: 36))
    #expect(socket.sendQueue == 3_782_144)
    #expect(socket.retransmits == 3)
    #expect(socket.probes == 1)
    #expect(socket.backlog == nil)
  }

  /// A number that the kernel did not give is not shown as 0.
  @Test func withoutInfoOneOfTheNumbersIsUnknown() throws {
    let socket = try #require(parse(RecordedMessage.zeroWindow))
    #expect(socket.probes == 1)
    #expect(socket.retransmits == nil)
  }

  /// The user 0 of a handshake is no user; a mapped address stays IPv6.
  @Test func aHandshakeHasNoUserOfItsOwn() throws {
    let socket = try #require(parse(RecordedMessage.handshake))
    #expect(socket.local.description == "[::ffff:127.0.0.1]:40857")
    #expect(socket.remote.description == "[::ffff:127.0.0.1]:58972")
    #expect(socket.family == .ipv6)
    #expect(socket.state == .synReceived)
    #expect(socket.timer == SocketTimer(kind: .retransmit, hundredths: 129))
    #expect(socket.userID == nil)
    #expect(socket.inode == 0)
    #expect(socket.retransmits == 0)
    #expect(socket.probes == 0)
  }

  /// The small entry that is left of a closed connection belongs to nobody.
  @Test func finWait2AsATimeWaitEntryHasNoUser() throws {
    let socket = try #require(parse(RecordedMessage.finWait2))
    #expect(socket.state == .finWait2)
    #expect(socket.isTimeWaitEntry)
    #expect(socket.timer == SocketTimer(kind: .timeWait, hundredths: 5810))
    #expect(socket.userID == nil)
    #expect(socket.retransmits == 0)
    #expect(socket.probes == 0)
  }

  /// Timer 2 of an orphan is the end of FIN_WAIT2, no keepalive.
  @Test func timerTwoOfAnOrphanIsFinTimeout() throws {
    var message = RecordedMessage.finWait2
    message[2] = 2
    let orphan = try #require(parse(message))
    #expect(orphan.timer?.kind == .finTimeout)
    #expect(orphan.ownershipFromRow == .orphan)
    message[68] = 1  // inode
    #expect(try #require(parse(message)).timer?.kind == .keepalive)
  }

  /// An unconnected UDP socket has no state and no timer, and says what it dropped.
  @Test func aUDPSocketHasDropsAndNoState() throws {
    let socket = try #require(parse(RecordedMessage.udp, .udp))
    #expect(socket.table == .udp)
    #expect(socket.local.description == "127.0.0.1:35522")
    #expect(socket.state == nil)
    #expect(socket.receiveQueue == 3328)
    #expect(socket.drops == 46)
    #expect(socket.timer == nil)
    #expect(socket.retransmits == nil)
    #expect(socket.probes == nil)
    #expect(socket.inode == 1_490_952)
  }

  /// The kernel gives a bound socket the number of CLOSE: what was asked for tells them apart.
  @Test func boundSocketsAreNamed() throws {
    var message = RecordedMessage.finWait2
    message[1] = 7
    message[2] = 0
    #expect(try #require(parse(message)).state == .closed)
    var format = InetDiagMessage(table: .tcp)
    format.isBoundInactive = true
    #expect(parse(message, format)?.state == .boundInactive)
    #expect(parse(RecordedMessage.listener, format)?.state == .listen)
  }

  /// Before Linux 6.17 the user 0 of a socket without a process says nothing.
  @Test func userZeroWithoutInodeMeansSomethingSinceLinux617() throws {
    var message = RecordedMessage.zeroWindow
    message.replaceSubrange(68..<72, with: [0, 0, 0, 0])
    var format = InetDiagMessage(table: .tcp)
    #expect(parse(message, format)?.userID == 0)
    format.kernelReportsOrphanUID = false
    #expect(try #require(parse(message, format)).userID == nil)
    message[64] = 33
    #expect(parse(message, format)?.userID == 33)
  }

  /// A listener that is bound to a device, and connections through a link-local address.
  @Test func theInterfaceIsTold() throws {
    var message = RecordedMessage.listener
    message[40] = 3
    #expect(parse(message)?.interfaceIndex == 3)
  }

  /// An answer of another form never ends the program and never passes for a socket.
  @Test func messagesOfAnotherFormAreRefused() {
    #expect(parse([]) == nil)
    #expect(parse(Array(RecordedMessage.listener.prefix(71))) == nil)
    var unknownFamily = RecordedMessage.listener
    unknownFamily[0] = 1
    #expect(parse(unknownFamily) == nil)
    // An attribute that is shorter than its own head, and one that goes beyond the end.
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [3, 0, 2, 0]) == nil)
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [12, 0, 2, 0, 0, 0, 0, 0]) == nil)
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [4, 0]) == nil)
    // One that is too short for what it should hold says nothing.
    let short = parse(RecordedMessage.zeroWindow.prefix(72) + [5, 0, 2, 0, 9, 0, 0, 0])
    #expect(short?.retransmits == .some(nil))
    #expect(parse(RecordedMessage.listener.prefix(72) + [4, 0, 11, 0])?.isIPv6Only == .some(nil))
  }

  /// Nothing that the kernel, or what pretends to be one, can say stops the program.
  @Test func mutatedMessagesNeverTrap() {
    var random = Random(state: 6)
    let messages = [
      RecordedMessage.listener, RecordedMessage.handshake, RecordedMessage.finWait2,
      RecordedMessage.udp,
      RecordedMessage.zeroWindow + RecordedMessage.info(retransmits: 1, probes: 1),
    ]
    for round in 0..<20_000 {
      var message = messages[round % messages.count]
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        message[Int.random(in: message.indices, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      if Bool.random(using: &random) {
        message.removeLast(.random(in: 0...message.count, using: &random))
      }
      for table in SocketTable.ID.allCases { _ = parse(message, table) }
      _ = NetlinkResponse(sequence: 1).read(message.span) { _ in true }
    }
  }

  private func parse(
    _ message: some Sequence<UInt8>, _ table: SocketTable.ID = .tcp
  ) -> SocketEntry? {
    parse(Array(message), InetDiagMessage(table: table))
  }

  private func parse(_ message: [UInt8], _ format: InetDiagMessage) -> SocketEntry? {
    format.parse(message.span)
  }
}

/// A table of a million rows has to fit.
@Suite struct SocketSizeTests {
  @Test func aSocketTakesAboutAHundredBytes() {
    #expect(MemoryLayout<SocketEntry>.stride <= 104)
  }

  /// Every value that may be missing is kept and taken away by itself.
  @Test func whatMayBeMissingIsIndependent() {
    let end = SocketAddress.ip(IPAddress(ipv4: 0), port: 0)
    let empty = SocketEntry(table: .tcp, local: end, remote: end, state: nil, inode: 0)
    let paths: [WritableKeyPath<SocketEntry, UInt32?>] = [
      \.retransmits, \.probes, \.userID, \.drops, \.backlog, \.interfaceIndex,
    ]
    for path in paths {
      var socket = empty
      #expect(socket[keyPath: path] == nil)
      socket[keyPath: path] = 7
      #expect(socket != empty)
      for other in paths { #expect(socket[keyPath: other] == (other == path ? 7 : nil)) }
      socket[keyPath: path] = nil
      #expect(socket == empty)
    }
    for isOnly in [true, false] {
      var socket = empty
      socket.isIPv6Only = isOnly
      #expect(socket.isIPv6Only == isOnly)
      #expect(socket.userID == nil)
      socket.isIPv6Only = nil
      #expect(socket == empty)
    }
  }
}

/// Who a handshake belongs to, which the kernel does not say over netlink.
@Suite struct HandshakeUserTests {
  @Test func itIsTheUserOfTheMostSpecificListenerOfTheFamily() {
    let handshake = socket("192.0.2.1", .synReceived, nil)
    let index = ListenerIndex([
      socket("0.0.0.0", .listen, 1), socket("192.0.2.1", .listen, 2), socket("::", .listen, 3),
      socket("192.0.2.2", .listen, 4),
    ])
    #expect(index.userID(ofHandshake: handshake) == 2)
    #expect(index.userID(ofHandshake: socket("192.0.2.3", .synReceived, nil)) == 1)
    #expect(index.userID(ofHandshake: socket("::ffff:192.0.2.3", .synReceived, nil)) == 3)
    #expect(index.userID(ofHandshake: socket("2001:db8::1", .synReceived, nil)) == 3)
  }

  @Test func itIsUnknownWhereListenersDifferOrAreGone() {
    let handshake = socket("192.0.2.1", .synReceived, nil)
    let both = [socket("192.0.2.1", .listen, 1), socket("192.0.2.1", .listen, 2)]
    #expect(ListenerIndex(both).userID(ofHandshake: handshake) == nil)
    #expect(ListenerIndex([]).userID(ofHandshake: handshake) == nil)
  }

  /// A listener that refuses IPv4 got no IPv4 connection.
  @Test func aListenerForIPv6AloneTakesNoIPv4() {
    var listener = socket("::", .listen, 1)
    let connection = socket("192.0.2.1", .established, nil)
    #expect(ListenerIndex([listener]).direction(of: connection) == .inbound)
    listener.isIPv6Only = true
    #expect(ListenerIndex([listener]).direction(of: connection) == .outbound)
    let other = socket("2001:db8::1", .established, nil)
    #expect(ListenerIndex([listener]).direction(of: other) == .inbound)
  }

  private func socket(_ address: String, _ state: SocketState, _ userID: UInt32?) -> SocketEntry {
    let local = SocketAddress.ip(IPAddress(address) ?? IPAddress(ipv4: 0), port: 80)
    let peer = IPAddress(ipv6: 1, 1)
    return SocketEntry(
      table: .tcp, local: local,
      remote: state == .listen
        ? SocketAddress.ip(IPAddress(ipv4: 0), port: 0) : SocketAddress.ip(peer, port: 9),
      state: state, userID: userID, inode: 0)
  }
}

extension SocketEntry {
  fileprivate var ownershipFromRow: Ownership? { ownershipWithoutInode }
}

/// SplitMix64: what failed once fails again.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
