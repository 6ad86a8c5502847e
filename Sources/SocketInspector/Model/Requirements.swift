/// What is needed besides the rows of the kernel's tables. Columns, filters and sort keys request it. Each
/// takes system calls, so only what is requested is read.
public struct Requirements: OptionSet, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Which processes have a socket open, with which descriptors: `/proc/PID/fd` of every process.
  public static let owners = Requirements(rawValue: 1)
  /// ``ProcessDetails/nameBytes`` of the owners. This and the other details include ``owners``.
  public static let processName = Requirements(rawValue: 2 | 1)
  /// ``ProcessDetails/executableBytes`` of the owners.
  public static let executable = Requirements(rawValue: 4 | 1)
  /// ``ProcessDetails/commandBytes`` of the owners.
  public static let command = Requirements(rawValue: 8 | 1)
  /// ``ProcessDetails/userID`` of the owners.
  public static let processUser = Requirements(rawValue: 16 | 1)
  /// ``ProcessDetails/startTime`` of the owners.
  public static let startTime = Requirements(rawValue: 32 | 1)
  /// ``SocketEntry/retransmits`` and ``SocketEntry/probes`` of TCP sockets. Over netlink they take
  /// `tcp_info` of each socket (`INET_DIAG_INFO`), which makes the dump 20 % slower; without this they
  /// are unknown in part.
  public static let retransmits = Requirements(rawValue: 64)
  /// Names of users. A snapshot does not contain them: use ``UserNames``.
  package static let userNames = Requirements(rawValue: 128)
  /// Names of network interfaces. A snapshot does not contain them: use ``InterfaceNames``.
  package static let interfaceNames = Requirements(rawValue: 256)

  /// ``Socket/tcpInfo`` of TCP connections; includes ``retransmits``, which takes the same request. Takes 250
  /// bytes of memory for each connection.
  public static let tcpInfo = Requirements(rawValue: 512 | 64)
  /// ``Socket/cookie``, over netlink. Takes 32 bytes of memory for each socket.
  public static let cookie = Requirements(rawValue: 2048)
  /// ``Socket/rates`` of TCP connections in a ``SnapshotSeries``, and ``Socket/limitedBy`` for the time since
  /// the last update; includes ``tcpInfo`` and ``cookie``.
  public static let rates = Requirements(rawValue: 4096 | 2048 | 512 | 64)

  /// ``SocketEntry/drops`` of TCP listeners, over netlink, in a request of their own. Those of UDP sockets are
  /// always read.
  public static let listenerDrops = Requirements(rawValue: 8192)
  /// ``Socket/congestionControl`` and ``Socket/upperLayerProtocol`` of TCP sockets, over netlink. Includes
  /// ``retransmits``, because the kernel reports an upper-layer protocol only together with `tcp_info`
  /// (`inet_sk_diag_fill` in `net/ipv4/inet_diag.c`).
  public static let protocolModules = Requirements(rawValue: 16384 | 64)

  /// The control group of a socket itself, over netlink, if no process is known that has it open. Takes 32 bytes
  /// of memory for each socket.
  package static let socketControlGroup = Requirements(rawValue: 32768)
  /// ``ProcessDetails/controlGroup`` of the owners.
  package static let processControlGroup = Requirements(rawValue: 65536 | 1)
  /// ``Socket/controlGroup``, and ``ProcessDetails/controlGroup`` of the owners.
  public static let controlGroup: Requirements = [.socketControlGroup, .processControlGroup]

  /// What is shown in place of owners that are hidden: the unit of the socket's control group, and the name of its
  /// user.
  package static let hiddenOwnerHints = Requirements(rawValue: 131_072 | 32768)

  /// ``ProcessDetails/parents`` of the owners.
  public static let parents = Requirements(rawValue: 262_144 | 1)

  /// ``Socket/peer``. Takes about 150 bytes of memory for each connection, whether the filter includes it or not.
  public static let peers = Requirements(rawValue: 524_288 | 1)

  /// ``Socket/namespace``, also if the query selects no namespaces.
  public static let namespaces = Requirements(rawValue: 1 << 20)

  /// ``Socket/publishedTo``, with the owners in the network namespaces of containers, which are read separately.
  public static let publishedPorts: Requirements = [
    Requirements(rawValue: 1 << 24), .processName, .executable, .command,
  ]

  /// All details of the owners.
  public static let processDetails: Requirements = [
    .programName, .executable, .command, .processUser, .startTime, .processControlGroup,
    .parents,
  ]
  /// Everything that can be read about sockets and their owners, except ``peers`` and
  /// ``publishedPorts``.
  public static let all: Requirements = [
    .processDetails, .controlGroup, .rates, .listenerDrops, .protocolModules, .userNames,
    .interfaceNames, .namespaces,
  ]

  /// ``ProcessDetails/programNameBytes`` of the owners. Includes ``processName``; the executable and the command line
  /// are read only of processes whose name may differ from their program's.
  public static let programName = Requirements(rawValue: 1024 | 2 | 1)

  /// Whether any detail of the owners is requested.
  var includesProcessDetails: Bool { rawValue & Self.processDetails.rawValue & ~1 != 0 }

  /// The same without the details of the owners.
  package var withoutProcessDetails: Requirements {
    // Where a port is published is in the command lines of owners.
    if contains(.publishedPorts) { return self }
    return contains(.owners) ? subtracting(.processDetails).union(.owners) : self
  }
}
