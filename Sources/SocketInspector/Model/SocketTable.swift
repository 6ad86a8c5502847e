/// One of the kernel's socket tables, and everything in which they differ.
public struct SocketTable: Sendable {
  /// Identifies a table; the raw value is its protocol's name in every format. Rows are listed in the
  /// order of the cases.
  public enum ID: String, CaseIterable, Sendable {
    case tcp
    case udp
  }

  /// Which table this is.
  public let id: ID
  let files: Files
  /// nil if the kernel lists the table in `/proc` only.
  let diag: DiagProtocol?
  /// The state of a socket that waits for peers; nil stands for "no state".
  let listeningState: SocketState?
  /// The states that sock_diag(7) uses for such sockets, as a mask: of UDP `CLOSE`, which means that
  /// there is no peer.
  let listeningStates: UInt32
  /// The states, as a mask, whose sockets share one hash bucket per port, so that the kernel may skip
  /// some of them while others open and close.
  let crowdedStates: UInt32
  /// Whether sockets have connections: these begin at one end, are identified by their ends, and wait
  /// for accept(2). Other sockets get and lose a peer by connect(2), and are identified by their inode.
  let isConnectionOriented: Bool
  /// The letter of the protocol in the built-in list of services.
  let serviceLetter: UInt8

  static let tcp = SocketTable(
    id: .tcp, files: .inet(ipv4: "tcp", ipv6: "tcp6"),
    diag: DiagProtocol(number: 6, listsBothFamilies: true, details: .info),
    listeningState: .listen, listeningStates: SocketState.listen.bits,
    crowdedStates: SocketState.listen.bits | SocketState.boundInactive.bits,
    isConnectionOriented: true, serviceLetter: UInt8(ascii: "t"))

  static let udp = SocketTable(
    id: .udp, files: .inet(ipv4: "udp", ipv6: "udp6"),
    diag: DiagProtocol(number: 17, listsBothFamilies: false, details: .memory),
    listeningState: nil, listeningStates: SocketState.closed.bits, crowdedStates: .max,
    isConnectionOriented: false, serviceLetter: UInt8(ascii: "u"))

  /// The state for a number of the kernel. UDP uses two of TCP's: CLOSE for a socket without a peer,
  /// for which this is nil, and ESTABLISHED for one with a peer.
  func state(number: UInt8) -> SocketState? {
    let state = SocketState(number: number)
    return state == .closed && !isConnectionOriented ? nil : state
  }

  /// The table's files.
  var procFiles: [ProcFile] {
    switch files {
    case .inet(let ipv4, let ipv6):
      [
        ProcFile(name: "\(ipv4)", table: id, format: .inet(.ipv4)),
        ProcFile(name: "\(ipv6)", table: id, format: .inet(.ipv6)),
      ]
    }
  }
}

extension SocketTable {
  /// The files under `/proc/self/net`, by the format of their lines. The names are static, so that copies of
  /// a table, which are made for each row, need no reference count.
  enum Files: Sendable {
    /// One file for each address family.
    case inet(ipv4: StaticString, ipv6: StaticString)
  }

  /// A file under `/proc/self/net`.
  struct ProcFile: Sendable {
    let name: String
    let table: SocketTable.ID
    let format: Format

    /// The format of its lines.
    enum Format: Equatable, Sendable {
      /// ``ProcNetInetLine``.
      case inet(IPAddress.Family)
    }
  }

  /// How sock_diag(7) addresses a table.
  struct DiagProtocol: Equatable, Sendable {
    /// What the kernel adds to each socket on request.
    enum Details: Sendable {
      /// `tcp_info`; makes a dump a fifth slower.
      case info
      /// Amounts of memory, and the number of drops.
      case memory
    }

    /// `IPPROTO_…` of `netinet/in.h`.
    let number: UInt8
    /// Whether one request of the older form (`TCPDIAG_GETSOCK`) lists both address families.
    let listsBothFamilies: Bool
    let details: Details
  }
}

extension SocketTable.ID {
  var facts: SocketTable {
    switch self {
    case .tcp: .tcp
    case .udp: .udp
    }
  }

  /// The place in the order of rows, from 0.
  var rank: UInt64 {
    switch self {
    case .tcp: 0
    case .udp: 1
    }
  }

  /// A number for a port of this table that no other table has.
  package func key(ofPort port: UInt16) -> UInt32 { UInt32(port) << 8 | UInt32(rank) }
}
