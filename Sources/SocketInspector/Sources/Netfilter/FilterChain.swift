/// A chain of nftables in a netlink message: the attributes `NFTA_CHAIN_…` in
/// `linux/netfilter/nf_tables.h`. Numbers are in network byte order.
struct FilterChain: Equatable {
  /// Identifies a chain.
  struct Key: Hashable {
    /// NFPROTO_INET 1, NFPROTO_IPV4 2, NFPROTO_IPV6 10.
    let family: UInt8
    let table: [UInt8]
    let name: [UInt8]
  }

  let key: Key
  /// Where packets enter it, if it is a chain for translations that gets packets itself.
  let hook: ForwardingRule.Hook?

  /// Parses the payload of a message.
  ///
  /// - Returns: nil if it is malformed.
  init?(_ message: Span<UInt8>) {
    guard message.count >= NetfilterRequest.headLength else { return nil }
    var (table, name): ([UInt8]?, [UInt8]?)
    var number: UInt32?
    var isTranslating = false
    let isWhole = message.forEachAttribute(
      in: NetfilterRequest.headLength..<message.count
    ) { type, value in
      switch type {
      // NFTA_CHAIN_TABLE, NFTA_CHAIN_NAME
      case 1: table = message.text(in: value)
      case 3: name = message.text(in: value)
      case 4:  // NFTA_CHAIN_HOOK, with NFTA_HOOK_HOOKNUM
        _ = message.forEachAttribute(in: value) { type, value in
          if type == 1, value.count >= 4 { number = message.bigEndian32(at: value.lowerBound) }
        }
      case 7: isTranslating = message.text(in: value).elementsEqual("nat".utf8)  // NFTA_CHAIN_TYPE
      default: break
      }
    }
    guard isWhole, let table, let name else { return nil }
    key = Key(family: message[0], table: table, name: name)
    switch number {
    case 0 where isTranslating: hook = .prerouting  // NF_INET_PRE_ROUTING
    case 3 where isTranslating: hook = .output  // NF_INET_LOCAL_OUT
    default: hook = nil
    }
  }
}

extension Span<UInt8> {
  /// The text of an attribute, without the NUL at its end.
  func text(in range: Range<Int>) -> [UInt8] {
    var bytes = range.map { self[$0] }
    if bytes.last == 0 { bytes.removeLast() }
    return bytes
  }
}
