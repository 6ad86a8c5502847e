/// What the expressions of a rule have loaded into the registers of nftables, as far as that can be said without a packet.
struct RuleRegisters {
  enum Content: Equatable {
    /// A part of a header: the base (NFT_PAYLOAD_NETWORK_HEADER 1, NFT_PAYLOAD_TRANSPORT_HEADER 2), the offset and the
    /// length in bytes.
    case header(base: UInt32, offset: Int, length: Int)
    /// A part of a header of which a mask leaves only some bits.
    case masked(base: UInt32, offset: Int, mask: [UInt8])
    /// A property of the packet: NFT_META_…
    case property(UInt32)
    case constant([UInt8])
    /// What an expression with this name has loaded.
    case other(String)

    /// The length in bytes.
    var length: Int {
      switch self {
      case .header(_, _, let length): max(length, 1)
      case .masked(_, _, let mask): max(mask.count, 1)
      // NFT_META_NFPROTO, _L4PROTO; _PROTOCOL, _IIFTYPE, _OIFTYPE; _IIFNAME, _OIFNAME
      case .property(15), .property(16): 1
      case .property(1), .property(8), .property(9): 2
      case .property(6), .property(7): 16
      case .constant(let bytes): max(bytes.count, 1)
      case .property, .other: 4
      }
    }
  }

  private var contents: [UInt32: Content] = [:]

  /// The number of a register in units of 4 bytes: the registers 1 to 4 (NFT_REG_1) have 16 bytes, those from 8 on
  /// (NFT_REG32_00) 4 bytes of the same memory.
  private static func place(_ register: UInt32) -> UInt32 {
    register < 8 ? (max(register, 1) - 1) * 4 : register - 8
  }

  subscript(register: UInt32) -> Content? {
    get { contents[Self.place(register)] }
    set { contents[Self.place(register)] = newValue }
  }

  /// The part of a constant that begins at a register, which may be in the middle of one.
  func constant(at register: UInt32) -> [UInt8]? {
    if case .constant(let bytes) = self[register] { bytes } else { nil }
  }

  /// What is in the register that is this many bytes behind another one.
  func content(at register: UInt32, offset: Int) -> Content? {
    contents[Self.place(register) + UInt32(offset / 4)]
  }

  /// Loads a constant, of which each register gets the rest from its place on.
  mutating func load(_ bytes: [UInt8], at register: UInt32) {
    for offset in stride(from: 0, to: bytes.count, by: 4) {
      contents[Self.place(register) + UInt32(offset / 4)] = .constant(Array(bytes[offset...]))
    }
  }

  /// The parts of a key that begins at a register: those that follow each other without a gap.
  private func parts(at register: UInt32) -> [Content] {
    var parts: [Content] = []
    var offset = 0
    while let content = content(at: register, offset: offset), offset < 64 {
      parts.append(content)
      offset += max((content.length + 3) & ~3, 4)
    }
    return parts
  }

  /// A key in the words of nft(8): `daddr . dport`.
  func subject(at register: UInt32) -> String {
    parts(at: register).map { RuleCondition($0, .equal, []).subject }.joined(separator: " . ")
  }

  /// Whether a key has a destination address or port, a protocol, or what portstat does not know.
  func selectsDestination(at register: UInt32) -> Bool {
    parts(at: register).contains {
      ["daddr", "dport", "l4proto"].contains(RuleCondition($0, .equal, []).subject)
    }
  }

  /// Whether a key is the destination port.
  func isDestinationPort(at register: UInt32) -> Bool {
    self[register] == .header(base: 2, offset: 2, length: 2)
      && parts(at: register).count == 1
  }
}
