import Foundation
import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// A response of sock_diag(7), which is split into messages, one for each socket.
  ///
  /// The bits `.....UBT` of the first byte are the arguments of the parser: whether the kernel reports the
  /// UID of orphaned sockets (U), whether bound sockets were requested (B), and the table (T).
  static let netlink = FuzzTarget(name: "netlink") { input in
    guard let head = input.first else { return }
    let response = Array(input.dropFirst())
    let format = InetDiagMessage(
      table: head & 1 == 0 ? .tcp : .udp, isBoundInactive: head & 2 != 0,
      kernelReportsOrphanUID: head & 4 != 0)
    var payloads: [[UInt8]] = []
    let ending = NetlinkResponse(sequence: sequence).read(response.span) { message in
      payloads.append(message.indices.map { message[$0] })
      return payloads.last?.first != refusedFamily
    }
    let naive = naiveResponse(response)
    require(payloads, is: naive.payloads, "messages")
    require(ending, is: naive.ending, "ending")
    for payload in payloads {
      let socket = format.parse(payload.span)
      checkSocket(socket, payload, format)
      if let socket { checkDetails(of: socket, payload, format) }
    }
  } seeds: {
    let recorded: [(table: UInt8, message: [UInt8])] = [
      (0, RecordedMessage.listener), (0, RecordedMessage.handshake), (0, RecordedMessage.finWait2),
      (0, RecordedMessage.zeroWindow + RecordedMessage.info(retransmits: 3, probes: 1)),
      (0, RecordedMessage.listener + RecordedMessage.udp.suffix(40)),
      (0, RecordedMessage.zeroWindow + Array(RecordedMessage.destroyed.suffix(284))),
      (
        0,
        RecordedMessage.zeroWindow + [8, 0, 4, 0] + Array("bbr\0".utf8)
          + [16, 0, 19, 0x80, 12, 0, 1, 0] + Array("tls\0\0\0\0\0".utf8)
      ),
      (1, RecordedMessage.udp),
    ]
    let end = message(type: 3, [0, 0, 0, 0])
    let refusal = message(type: 2, [0xfe, 0xff, 0xff, 0xff] + [UInt8](repeating: 0, count: 16))
    return recorded.flatMap { table, payload in
      [0, 2, 4, 6].map { [$0 | table] + message(type: 20, payload) + end }
    } + [[0] + refusal, [0] + message(type: 1, []) + message(type: 4, [])]
  }

  private static let sequence: UInt32 = 7
  /// The address family for which the reader of messages reports failure, as it does for malformed messages.
  private static let refusedFamily: UInt8 = 0xee

  private static func message(type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(16 + payload.count))
    bytes.append(native: type)
    bytes.append(native: UInt16(2))
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    return bytes + payload + [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
  }

  /// Parses a response naively, removing messages from its beginning one by one.
  private static func naiveResponse(
    _ response: [UInt8]
  ) -> (payloads: [[UInt8]], ending: NetlinkResponse.Ending) {
    var payloads: [[UInt8]] = []
    var rest = response
    repeat {
      guard let length = rest.naive(UInt32.self, at: 0).map(Int.init),
        let type = rest.naive(UInt16.self, at: 4), let number = rest.naive(UInt32.self, at: 8),
        16...max(rest.count, 16) ~= length, rest.count >= 16
      else { return (payloads, .malformed) }
      let payload = Array(rest[16..<length])
      rest = Array(rest.dropFirst((length + 3) / 4 * 4))
      if number != sequence { continue }
      let code = payload.naive(Int32.self, at: 0) ?? 0
      switch type {
      case 1: continue
      case 2 where code == 0: continue
      case 3 where code == 0: return (payloads, .complete)
      case 2, 3: return (payloads, code < 0 && code > .min ? .refused(-code) : .malformed)
      case 0..<16: return (payloads, .malformed)
      default: payloads.append(payload)
      }
      if payload.first == refusedFamily { return (payloads, .malformed) }
    } while !rest.isEmpty
    return (payloads, .more)
  }

  private static func checkSocket(
    _ socket: SocketEntry?, _ message: [UInt8], _ format: InetDiagMessage
  ) {
    let attributes = message.count < 72 ? nil : naiveAttributes(Array(message.dropFirst(72)))
    let family = message.first.flatMap { [2: IPAddress.Family.ipv4, 10: .ipv6][$0] }
    guard let socket, let attributes, let family else {
      return require(socket == nil, is: attributes == nil || family == nil, "refusal")
    }
    // Of a UDP socket without a peer, and of a TCP socket that is only bound.
    let isStale =
      message[1] == 7 && (format.table == .udp || format.isBoundInactive || socket.inode != 0)
    require(socket.table, is: format.table, "protocol")
    require(socket.family, is: family, "family")
    require(
      [socket.local.description, socket.remote.description],
      is: [
        naiveEnd(message, 8, 4),
        isStale ? (family == .ipv4 ? "0.0.0.0:0" : "[::]:0") : naiveEnd(message, 24, 6),
      ], "ends")
    require(socket.inode, is: UInt64(message.number(at: 68)), "inode")
    require(socket.interfaceIndex ?? 0, is: message.number(at: 40), "interface")
    if let userID = socket.userID { require(userID, is: message.number(at: 64), "user") }
    let queue = Int32(bitPattern: message.number(at: 56))
    let hasQueues = !isStale || format.table == .udp
    require(Int32(socket.receiveQueue), is: hasQueues ? max(queue, 0) : 0, "receive queue")
    let other = Int32(bitPattern: message.number(at: 60))
    require(
      Int32(socket.backlog ?? socket.sendQueue), is: hasQueues ? max(other, 0) : 0, "send queue")
    let isOnly = attributes.last { $0.type == 11 && !$0.value.isEmpty }.map { $0.value[0] != 0 }
    require(socket.isIPv6Only, is: isOnly, "IPv6 only")
    if format.table == .udp || socket.state == .listen {
      let drops = attributes.last { $0.type == 7 && $0.value.count >= 36 }?.value.number(at: 32)
      require(socket.drops, is: drops, "drops")
    } else {
      require(socket.drops == nil, is: true, "drops of a connection")
    }
    if format.table == .udp {
      require(socket.state == nil, is: message[1] == 7, "state")
    } else if let info = attributes.last(where: { $0.type == 2 && $0.value.count >= 4 })?.value {
      require(
        [socket.retransmits, socket.probes], is: [UInt32(info[2]), UInt32(info[3])], "counts")
    }
  }

  private static func checkDetails(
    of socket: SocketEntry, _ message: [UInt8], _ format: InetDiagMessage
  ) {
    let attributes = naiveAttributes(Array(message.dropFirst(72))) ?? []
    let names = format.moduleNames(message.span)
    func text(_ bytes: [UInt8]?) -> [UInt8] { bytes.map { Array($0.prefix { $0 != 0 }) } ?? [] }
    require(
      Array(message[names.congestionControl]), is: text(attributes.last { $0.type == 4 }?.value),
      "congestion control")
    for range in [names.congestionControl, names.upperLayerProtocol] {
      require(message[range].contains(0), is: false, "name")
    }
    let value = attributes.last { $0.type == 2 }?.value
    let info = format.info(message.span, of: socket)
    let hasInfo = value != nil && socket.state != format.table.facts.listeningState
    guard let info, let value else {
      return require(info == nil, is: !hasInfo || socket.state == .boundInactive, "info")
    }
    require(info.roundTripTime ?? 0, is: value.naive(UInt32.self, at: 68) ?? 0, "rtt")
    require(info.maximumSegmentSize, is: value.naive(UInt32.self, at: 16), "mss")
    let received = value.naive(UInt64.self, at: 128).flatMap { $0 == .max ? nil : $0 }
    let counted: UInt64 = [8, 9, 11].contains(value.first) && received != 0 ? 1 : 0
    require(info.bytesReceived, is: received.map { $0 - counted }, "bytes received")
    require(info.isBytesReceivedExact, is: received.map { _ in value[0] != 7 }, "exact")
    _ = (info.limitedBy, info.idleMilliseconds, info.bytesSent, info.deliveryRate)
  }

  static func naiveAttributes(
    _ bytes: [UInt8]
  ) -> [(type: UInt16, value: [UInt8])]? {
    var attributes: [(type: UInt16, value: [UInt8])] = []
    var rest = bytes
    while !rest.isEmpty {
      guard let length = rest.naive(UInt16.self, at: 0).map(Int.init),
        let type = rest.naive(UInt16.self, at: 2), length >= 4, length <= rest.count
      else { return nil }
      attributes.append((type & 0x3fff, Array(rest[4..<length])))
      rest = Array(rest.dropFirst((length + 3) / 4 * 4))
    }
    return attributes
  }

  /// An address and port as text, by ``naiveAddressText(_:)``.
  static func naiveEnd(_ message: [UInt8], _ address: Int, _ port: Int) -> String {
    let number = Int(message[port]) * 256 + Int(message[port + 1])
    if message[0] == 2 {
      return message[address..<address + 4].map(String.init).joined(separator: ".") + ":\(number)"
    }
    return "[\(naiveAddressText(Array(message[address..<address + 16])))]:\(number)"
  }
}

extension [UInt8] {
  /// A number in native byte order; nil if it is not within the array.
  fileprivate func naive<Number: FixedWidthInteger>(_: Number.Type, at start: Int) -> Number? {
    guard start + MemoryLayout<Number>.size <= count else { return nil }
    return withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: Number.self) }
  }

  fileprivate func number(at start: Int) -> UInt32 { naive(UInt32.self, at: start) ?? .max }
}
