/// A request for the sockets of a table: `struct inet_diag_req_v2` or, for both address families in one
/// dump of TCP, the older `struct inet_diag_req` (`linux/inet_diag.h`).
struct InetDiagRequest: Equatable {
  private static let dumpFlags: UInt16 = 0x301  // NLM_F_REQUEST | NLM_F_DUMP
  private static let ofBothFamilies: UInt16 = 18  // TCPDIAG_GETSOCK
  private static let ofOneFamily: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
  private static let portProgram: UInt16 = 1  // INET_DIAG_REQ_BYTECODE

  let diag: SocketTable.DiagProtocol
  /// Ignored if one dump contains both families.
  let family: IPAddress.Family
  /// A mask of the requested states.
  var states: UInt32
  /// The condition on ports; nil for all.
  let ports: InetDiagBytecode?
  let extra: InetDiagAttributes
  /// Which pass over the same sockets this is, from 0. Consecutive passes have rows of different
  /// lengths (four lengths in turn), so part boundaries move, and with them the sockets that are
  /// skipped.
  var pass = 0

  /// Unused attributes that only change the row length: INET_DIAG_TOS of 8 bytes, INET_DIAG_MEMINFO
  /// of 20.
  private static let padding: [UInt8] = [0, 1 << 4, 1 << 0, 1 << 4 | 1 << 0]

  /// The bytes of the message.
  ///
  /// - Parameter sequence: The number that the response will have.
  func bytes(sequence: UInt32) -> [UInt8] {
    let isLegacy = diag.listsBothFamilies
    let program = ports?.bytes ?? []
    let attribute = program.isEmpty ? 0 : 4 + program.count
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(NetlinkResponse.headLength + (isLegacy ? 60 : 56) + attribute))
    bytes.append(native: isLegacy ? Self.ofBothFamilies : Self.ofOneFamily)
    bytes.append(native: Self.dumpFlags)
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    let family: UInt8 = isLegacy || self.family == .ipv4 ? 2 : 10  // AF_INET, AF_INET6
    let bit = extra.rawValue | Self.padding[pass % Self.padding.count]
    let ends = repeatElement(UInt8(0), count: 48)  // only for requests of a single socket
    if isLegacy {
      bytes += [family, 0, 0, bit] + ends
      bytes.append(native: states)
      bytes.append(native: UInt32(0))
    } else {
      bytes += [family, diag.number, bit, 0]
      bytes.append(native: states)
      bytes += ends
    }
    if attribute > 0 {
      bytes.append(native: UInt16(attribute))
      bytes.append(native: Self.portProgram)
      bytes += program
    }
    return bytes
  }
}

/// What the kernel adds to each socket on request: a bit for each type of attribute, `1 << (type - 1)`.
struct InetDiagAttributes: OptionSet {
  let rawValue: UInt8

  /// INET_DIAG_INFO: `tcp_info`; makes a dump a fifth slower.
  static let info = InetDiagAttributes(rawValue: 1 << 1)
  /// INET_DIAG_CONG: the name of the congestion control.
  static let congestionControl = InetDiagAttributes(rawValue: 1 << 3)
  /// INET_DIAG_SKMEMINFO: amounts of memory, and the number of drops.
  static let memory = InetDiagAttributes(rawValue: 1 << 6)
}
