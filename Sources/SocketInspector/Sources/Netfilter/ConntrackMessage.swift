/// A tracked connection in a netlink message: the attributes `CTA_…` in
/// `linux/netfilter/nfnetlink_conntrack.h`, which `ctnetlink_fill_info` in the kernel's
/// `net/netfilter/nf_conntrack_netlink.c` writes. Numbers are in network byte order.
enum ConntrackMessage {
  // CTA_TUPLE_ORIG, CTA_TUPLE_REPLY, CTA_STATUS, CTA_PROTOINFO, CTA_TIMEOUT
  private static let original: UInt16 = 1
  private static let reply: UInt16 = 2
  private static let status: UInt16 = 3
  private static let protocolInfo: UInt16 = 4
  private static let timeout: UInt16 = 7
  // IPS_SEEN_REPLY and IPS_ASSURED in linux/netfilter/nf_conntrack_common.h
  private static let seenReply: UInt32 = 2
  private static let assured: UInt32 = 4

  /// Parses the payload of a message.
  ///
  /// - Returns: nil if it is malformed, or lacks the ends.
  static func parse(_ message: Span<UInt8>) -> AddressTranslation? {
    guard message.count >= NetfilterRequest.headLength else { return nil }
    var tuples: (original: Tuple?, reply: Tuple?)
    var (flags, secondsLeft): (UInt32, UInt64?) = (0, nil)
    var info: Range<Int>?
    let isWhole = message.forEachAttribute(
      in: NetfilterRequest.headLength..<message.count
    ) { type, value in
      switch type {
      case original: tuples.original = Tuple(message, value)
      case reply: tuples.reply = Tuple(message, value)
      case status where value.count >= 4: flags = message.bigEndian32(at: value.lowerBound)
      case protocolInfo: info = value
      case timeout where value.count >= 4:
        secondsLeft = UInt64(message.bigEndian32(at: value.lowerBound))
      default: break
      }
    }
    guard isWhole, let original = tuples.original, let reply = tuples.reply,
      original.transport == reply.transport
    else { return nil }
    return AddressTranslation(
      transport: original.transport, original: original.ends, reply: reply.ends,
      state: info.flatMap { state(message, $0, original.transport) },
      secondsLeft: secondsLeft, isReplied: flags & seenReply != 0,
      isAssured: flags & assured != 0)
  }

  /// The state in CTA_PROTOINFO: one attribute for each protocol, which contains one with the number.
  private static func state(
    _ message: Span<UInt8>, _ range: Range<Int>, _ transport: TransportProtocol
  ) -> String? {
    guard let kind = ConntrackState.all[transport] else { return nil }
    var state: String?
    _ = message.forEachAttribute(in: range) { type, value in
      guard type == kind.attribute else { return }
      _ = message.forEachAttribute(in: value) { type, value in
        // CTA_PROTOINFO_TCP_STATE, and the same number for the others
        guard type == 1, !value.isEmpty else { return }
        state = kind.name(message[value.lowerBound])
      }
    }
    return state
  }

  /// CTA_TUPLE_IP and CTA_TUPLE_PROTO: the ends of a packet.
  private struct Tuple {
    let transport: TransportProtocol
    let ends: AddressTranslation.Ends

    init?(_ message: Span<UInt8>, _ range: Range<Int>) {
      var (source, destination): (IPAddress?, IPAddress?)
      var number: UInt8?
      var ports: (UInt16, UInt16) = (0, 0)
      let isWhole = message.forEachAttribute(in: range) { type, value in
        if type == 1 {
          _ = message.forEachAttribute(in: value) { type, value in
            switch (type, value.count) {
            // CTA_IP_V4_SRC and CTA_IP_V6_SRC, CTA_IP_V4_DST and CTA_IP_V6_DST
            case (1, 4), (3, 16): source = message.address(in: value)
            case (2, 4), (4, 16): destination = message.address(in: value)
            default: break
            }
          }
        } else if type == 2 {
          _ = message.forEachAttribute(in: value) { type, value in
            switch type {
            // CTA_PROTO_NUM, CTA_PROTO_SRC_PORT, CTA_PROTO_DST_PORT
            case 1 where value.count >= 1: number = message[value.lowerBound]
            case 2 where value.count >= 2: ports.0 = message.bigEndian16(at: value.lowerBound)
            case 3 where value.count >= 2: ports.1 = message.bigEndian16(at: value.lowerBound)
            default: break
            }
          }
        }
      }
      guard isWhole, let source, let destination, let number,
        source.family == destination.family
      else { return nil }
      transport = TransportProtocol(number: number)
      ends = AddressTranslation.Ends(
        source: .ip(source, port: ports.0), destination: .ip(destination, port: ports.1))
    }
  }
}

extension Span<UInt8> {
  /// An address in network byte order, of 4 or 16 bytes.
  func address(in range: Range<Int>) -> IPAddress? {
    switch range.count {
    case 4: IPAddress(ipv4: bigEndian32(at: range.lowerBound))
    case 16:
      IPAddress(
        ipv6: bigEndian64(at: range.lowerBound), bigEndian64(at: range.lowerBound + 8))
    default: nil
    }
  }
}
