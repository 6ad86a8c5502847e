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
  }

  /// The length of the head before the attributes of each item, in bytes.
  static let headLength = 4
  /// NLM_F_REQUEST and NLM_F_DUMP.
  private static let flags: UInt16 = 0x301

  /// The bytes of a request for every item of every address family.
  ///
  /// - Parameter sequence: The number that the response will have.
  static func bytes(_ list: List, sequence: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(NetlinkResponse.headLength + headLength))
    bytes.append(native: list.rawValue)
    bytes.append(native: flags)
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    return bytes + [UInt8](repeating: 0, count: headLength)
  }
}
