/// A request for a list of the kernel's packet filter: `struct nfgenmsg` in `linux/netfilter/nfnetlink.h`. The kernel
/// answers only if the process has CAP_NET_ADMIN in the user namespace that owns the network namespace.
///
///     family (1 byte), version (1), resource (2), attributes
enum NetfilterRequest {
  /// What is listed: the subsystem and the message, and the message of each item in the response.
  enum List: UInt16 {
    /// Tracked connections: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET.
    case connections = 0x0101
    /// The rules of nftables: NFNL_SUBSYS_NFTABLES, NFT_MSG_GETRULE.
    case rules = 0x0a07
    /// The chains of nftables: NFT_MSG_GETCHAIN.
    case chains = 0x0a04
    /// The elements of a set: NFT_MSG_GETSETELEM.
    case elements = 0x0a0d
  }

  /// The length of the head before the attributes of each item, in bytes.
  static let headLength = 4
  /// NLM_F_REQUEST and NLM_F_DUMP.
  private static let flags: UInt16 = 0x301

  /// The bytes of a request for every item.
  ///
  /// - Parameters:
  ///   - family: The address family; 0 for all.
  ///   - texts: The attributes, each of which is a text: the first has type 1, the second type 2.
  ///   - sequence: The number that the response will have.
  static func bytes(
    _ list: List, family: UInt8 = 0, _ texts: [[UInt8]] = [], sequence: UInt32
  ) -> [UInt8] {
    var attributes: [UInt8] = []
    for (index, text) in texts.enumerated() {
      let value = text + [0]
      attributes.append(native: UInt16(4 + value.count))
      attributes.append(native: UInt16(index + 1))
      attributes += value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(NetlinkResponse.headLength + headLength + attributes.count))
    bytes.append(native: list.rawValue)
    bytes.append(native: flags)
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    return bytes + [family, 0, 0, 0] + attributes
  }
}
