import TestSupport
import Testing

@testable import SocketInspector

/// Messages of the kernel over netlink, recorded from Linux 6.18 on a little-endian machine,
/// without their headers of 16 bytes.
@Suite(.enabled(if: UInt16(littleEndian: 1) == 1)) struct InetDiagMessageTests {
  /// A socket would have the unit of another, or the root of the hierarchy, in which no service is, would be taken
  /// for a group.
  @Test func theControlGroupIsRead() {
    func group(_ message: [UInt8]) -> UInt64? {
      InetDiagMessage(table: .tcp).controlGroup(message.span)
    }
    #expect(group(RecordedMessage.zeroWindow) == nil)
    var message = RecordedMessage.zeroWindow
    let start = message.count - 16  // the value of CGROUP_ID, before SOCKOPT
    message.replaceSubrange(start..<start + 8, with: [0x2a, 1, 0, 0, 7, 0, 0, 0])
    let expected: UInt64 = 7 << 32 | 0x12a
    #expect(group(message) == expected)
    message[start - 4] = 8  // shorter than the number
    #expect(group(message) == nil)
    #expect(group(RecordedMessage.handshake) == nil)
  }

  /// The limit of an accept queue would be shown as a send queue, or it would not be known whether
  /// an IPv6 listener accepts IPv4.
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

  /// Retransmissions and probes would be mixed up.
  @Test func retransmissionsAndProbesAreDistinguished() throws {
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

  /// A TCP socket that is only bound, and a UDP socket that was disconnected, would be shown with the peer of an
  /// earlier connection: the kernel leaves it there.
  @Test func staleValuesOfTheKernelAreNotShown() throws {
    var message = RecordedMessage.zeroWindow
    message[1] = 7  // CLOSE
    var format = InetDiagMessage(table: .tcp)
    for isBound in [true, false] {
      format.isBoundInactive = isBound
      let parsed = format.parse(message.span)
      let bound = try #require(parsed)
      #expect(bound.state == (isBound ? .boundInactive : .closed))
      #expect(!bound.hasPeer && bound.sendQueue == 0 && bound.local.port == 46814)
    }
    let disconnected = InetDiagMessage(table: .udp).parse(message.span)
    let udp = try #require(disconnected)
    #expect(!udp.hasPeer && udp.isListening && udp.sendQueue == 3_782_144)
    message[1] = 1
    let connected = InetDiagMessage(table: .udp).parse(message.span)
    #expect(connected?.hasPeer == true)
  }

  /// A socket without a device would be taken for one whose device is unknown, and be shown for each device.
  @Test func theInterfaceIsKnownEvenIfThereIsNone() throws {
    var message = RecordedMessage.listener
    #expect(try #require(parse(message)).isInterfaceKnown)
    message[40] = 3
    let socket = try #require(parse(message))
    #expect(socket.isInterfaceKnown && socket.interfaceIndex == 3)
  }

  /// A number that the kernel did not report would be shown as 0.
  @Test func withoutInfoOneOfTheNumbersIsUnknown() throws {
    let socket = try #require(parse(RecordedMessage.zeroWindow))
    #expect(socket.probes == 1)
    #expect(socket.retransmits == nil)
  }

  /// A handshake would be shown as one of root, or an IPv4-mapped one as IPv4.
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

  /// What the kernel keeps of a closed connection would be shown as a socket of root.
  @Test func finWait2AsATimeWaitEntryHasNoUser() throws {
    let socket = try #require(parse(RecordedMessage.finWait2))
    #expect(socket.state == .finWait2)
    #expect(socket.isTimeWaitEntry)
    #expect(socket.timer == SocketTimer(kind: .timeWait, hundredths: 5810))
    #expect(socket.userID == nil)
    #expect(socket.retransmits == 0)
    #expect(socket.probes == 0)
  }

  /// The timer of an orphaned FIN_WAIT2 would be called keepalive.
  @Test func timerTwoOfAnOrphanIsFinTimeout() throws {
    var message = RecordedMessage.finWait2
    message[2] = 2
    let orphan = try #require(parse(message))
    #expect(orphan.timer?.kind == .finTimeout)
    #expect(orphan.ownershipWithoutInode == .orphan)
    message[68] = 1  // inode
    #expect(try #require(parse(message)).timer?.kind == .keepalive)
  }

  /// An unconnected UDP socket would be shown with a state, or without its dropped datagrams.
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

  /// An overloaded listener would look healthy, or a connection would show a number that means something else.
  @Test func onlyListenersOfTCPHaveDrops() throws {
    let memory = Array(RecordedMessage.udp.suffix(40))
    #expect(try #require(parse(RecordedMessage.listener + memory)).drops == 46)
    #expect(try #require(parse(RecordedMessage.listener)).drops == nil)
    #expect(try #require(parse(RecordedMessage.zeroWindow + memory)).drops == nil)
    #expect(
      try #require(parse(RecordedMessage.listener + [20, 0, 7, 0] + memory[4..<20])).drops == nil)
  }

  /// A sender that waits for room in its buffer would look like one that waits for the network.
  @Test func aSendBufferIsFullIfPollSaysSo() throws {
    let socket = try #require(parse(RecordedMessage.zeroWindow))
    let info = RecordedInfo().bytes
    var message = RecordedMessage.zeroWindow
    message.append(native: UInt16(4 + info.count))
    message.append(native: UInt16(2))
    message += info
    func isFull(used: UInt32, of size: UInt32, count: Int = 9) -> Bool? {
      var memory: [UInt8] = []
      memory.append(native: UInt16(4 + count * 4))
      memory.append(native: UInt16(7))
      for index in 0..<count { memory.append(native: index == 3 ? size : index == 5 ? used : 7) }
      let message = message + memory
      return InetDiagMessage(table: .tcp).info(message.span, of: socket)?.isSendBufferFull
    }
    #expect(isFull(used: 67, of: 100) == false && isFull(used: 68, of: 100) == true)
    #expect(isFull(used: 0, of: 8192) == false && isFull(used: 66_315, of: 8192) == true)
    #expect(isFull(used: .max, of: .max) == true && isFull(used: 100, of: 9, count: 5) == false)
    let plain = InetDiagMessage(table: .tcp).info(message.span, of: socket)
    #expect(plain?.isSendBufferFull == false)
  }

  /// A connection would be shown with a garbled name.
  @Test func modulesHaveNames() {
    func names(_ attributes: [UInt8]) -> [String] {
      let message = RecordedMessage.zeroWindow + attributes
      let names = InetDiagMessage(table: .tcp).moduleNames(message.span)
      return [names.congestionControl, names.upperLayerProtocol].map {
        String(decoding: message[$0], as: UTF8.self)
      }
    }
    let bbr: [UInt8] = [8, 0, 4, 0] + Array("bbr\0".utf8)
    let tls: [UInt8] = [12, 0, 1, 0] + Array("tls\0\0\0\0\0".utf8)
    #expect(names([]) == ["", ""])
    #expect(names(bbr) == ["bbr", ""])
    #expect(names(bbr + [20, 0, 19, 0, 4, 0, 2, 0] + tls) == ["bbr", "tls"])
    // The flag for attributes that contain others; no NUL; a name that is cut off.
    #expect(names([16, 0, 19, 0x80] + tls) == ["", "tls"])
    #expect(names([7, 0, 4, 0] + Array("dct".utf8) + [0]) == ["dct", ""])
    #expect(names([16, 0, 19, 0, 13, 0, 1, 0] + tls.dropFirst(4)) == ["", ""])
    #expect(names([4, 0, 4, 0, 4, 0, 19, 0]) == ["", ""])
  }

  /// A socket that is only bound would be shown as CLOSE: the kernel gives both the same number.
  @Test func boundSocketsAreDistinguishedFromClosedOnes() throws {
    var message = RecordedMessage.finWait2
    message[1] = 7
    message[2] = 0
    #expect(try #require(parse(message)).state == .closed)
    var format = InetDiagMessage(table: .tcp)
    format.isBoundInactive = true
    #expect(parse(message, format)?.state == .boundInactive)
    #expect(parse(RecordedMessage.listener, format)?.state == .listen)
  }

  /// A socket without a process would be shown as one of root on kernels before 6.17, which report
  /// 0 for all of them.
  @Test func userZeroWithoutInodeCountsSinceLinux617() throws {
    var message = RecordedMessage.zeroWindow
    message.replaceSubrange(68..<72, with: [0, 0, 0, 0])
    var format = InetDiagMessage(table: .tcp)
    #expect(parse(message, format)?.userID == 0)
    format.kernelReportsOrphanUID = false
    #expect(try #require(parse(message, format)).userID == nil)
    message[64] = 33
    #expect(parse(message, format)?.userID == 33)
  }

  /// The interface of a listener that is bound to a device would be missing.
  @Test func theInterfaceIsRead() throws {
    var message = RecordedMessage.listener
    message[40] = 3
    #expect(parse(message)?.interfaceIndex == 3)
  }

  /// A message of an unknown form would crash the program or be shown as a socket.
  @Test func malformedMessagesAreRejected() {
    #expect(parse([]) == nil)
    #expect(parse(Array(RecordedMessage.listener.prefix(71))) == nil)
    var unknownFamily = RecordedMessage.listener
    unknownFamily[0] = 1
    #expect(parse(unknownFamily) == nil)
    // An attribute shorter than its header, and one that extends beyond the end.
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [3, 0, 2, 0]) == nil)
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [12, 0, 2, 0, 0, 0, 0, 0]) == nil)
    #expect(parse(RecordedMessage.finWait2.prefix(72) + [4, 0]) == nil)
    // One that is too short for its value.
    let short = parse(RecordedMessage.zeroWindow.prefix(72) + [5, 0, 2, 0, 9, 0, 0, 0])
    #expect(short?.retransmits == .some(nil))
    #expect(parse(RecordedMessage.listener.prefix(72) + [4, 0, 11, 0])?.isIPv6Only == .some(nil))
  }

  /// A hostile message would crash the program.
  @Test func mutatedMessagesNeverTrap() {
    var random = SeededGenerator(seed: 6)
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

@Suite struct SocketSizeTests {
  /// A table of a million rows would not fit into the memory.
  @Test func aSocketTakesAboutAHundredBytes() {
    #expect(MemoryLayout<SocketEntry>.stride <= 104)
  }

  /// A value would be shown as missing, or the other way round, because another one is.
  @Test func optionalValuesAreIndependent() {
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
      #expect(socket.isInterfaceKnown == (path == \.interfaceIndex))
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

/// The user of a handshake, which netlink does not report: it is that of the listener.
@Suite struct HandshakeUserTests {
  /// A handshake would be shown with the user of another listener on the same port.
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

  /// A handshake would be shown with a guessed user.
  @Test func itIsUnknownIfListenersDifferOrAreGone() {
    let handshake = socket("192.0.2.1", .synReceived, nil)
    let both = [socket("192.0.2.1", .listen, 1), socket("192.0.2.1", .listen, 2)]
    #expect(ListenerIndex(both).userID(ofHandshake: handshake) == nil)
    #expect(ListenerIndex([]).userID(ofHandshake: handshake) == nil)
  }

  /// An IPv4 connection would be called inbound because of a listener that accepts only IPv6.
  @Test func aListenerForIPv6OnlyDoesNotAcceptIPv4() {
    var listener = socket("::", .listen, 1)
    let connection = socket("192.0.2.1", .established, nil)
    #expect(ListenerIndex([listener]).direction(of: connection) == .inbound)
    listener.isIPv6Only = true
    #expect(ListenerIndex([listener]).direction(of: connection) == nil)
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
