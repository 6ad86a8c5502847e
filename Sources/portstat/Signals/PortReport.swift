import SocketInspector

/// Whether a port is free after its owners were signaled.
struct PortReport: Equatable {
  /// A port of a table.
  struct Port: Hashable, Comparable {
    let table: SocketTable.ID
    let number: UInt16

    /// `3000/tcp`
    var description: String { "\(number)/\(table.rawValue)" }

    static func < (left: Port, right: Port) -> Bool {
      (left.number, left.table.rawValue) < (right.number, right.table.rawValue)
    }
  }

  /// Who listens on the port now.
  enum Listener: Equatable {
    case none
    /// Processes, as `4021 node`. `isOld` if one of them listened there before the signal.
    case processes([String], isOld: Bool)
    /// A process that could not be identified.
    case hidden
    /// No process.
    case unowned
  }

  let port: Port
  let listener: Listener
  /// The local addresses that the signaled processes listened on.
  private let addresses: [SocketAddress]
  /// Who listens at other addresses of the port, as `171 node at 127.0.0.2:3000`.
  private let otherListeners: [String]
  /// How many other sockets have the port as their local port, by state.
  let others: [String: Int]

  /// - Parameters:
  ///   - sockets: The sockets of a later snapshot, with the names of their owners.
  ///   - addresses: The local addresses that the signaled processes listened on.
  ///   - earlier: The owners before the signal that have not ended.
  ///   - earlierSockets: The inodes of the sockets that listened before the signal.
  init(
    _ port: Port, _ sockets: some Sequence<Socket>, at addresses: Set<SocketAddress>,
    earlier: Set<Int32>, earlierSockets: Set<UInt64> = []
  ) {
    self.port = port
    var names: Set<String> = []
    var pids: Set<Int32> = []
    var (isHidden, isUnowned, isOld) = (false, false, false)
    var otherListeners: [String] = []
    var others: [String: Int] = [:]
    for socket in sockets where socket.table == port.table && socket.local.port == port.number {
      let owners = socket.owners.map { "\($0.pid) \($0.name ?? "?")" }
      guard socket.isListening, addresses.contains(socket.local) else {
        if socket.isListening {
          let name = owners.isEmpty ? "an unknown process" : owners.joined(separator: ", ")
          otherListeners.append("\(name) at \(socket.local)")
        } else {
          others[socket.state?.label ?? "unconnected", default: 0] += 1
        }
        continue
      }
      pids.formUnion(socket.owners.map(\.pid))
      isOld = isOld || earlierSockets.contains(socket.inode)
      names.formUnion(owners)
      isHidden = isHidden || socket.ownership == .denied
      isUnowned = isUnowned || (socket.owners.isEmpty && socket.ownership != .denied)
    }
    self.addresses = addresses.sorted { "\($0)" < "\($1)" }
    self.otherListeners = otherListeners.unique
    self.others = others
    listener =
      !pids.isEmpty
      ? .processes(names.sorted(), isOld: isOld || !pids.isDisjoint(with: earlier))
      : isHidden ? .hidden : isUnowned ? .unowned : .none
  }

  /// `port 3000/tcp is free`
  var description: String {
    let name = "port \(port.description)"
    switch listener {
    case .processes(let names, let isOld):
      let use = isOld ? "still in use" : "in use again"
      return "\(name) is \(use): \(names.joined(separator: ", "))"
    case .hidden: return "\(name) is in use, but the process that has it open could not be found"
    case .unowned: return "\(name) is in use, but no process has the socket open"
    case .none where otherListeners.isEmpty && others.isEmpty: return "\(name) is free"
    case .none: return "\(name): nothing listens \(remainder)"
    }
  }

  /// What else has the port, if nothing listens at the addresses anymore: `at 127.0.0.1:3000 anymore; other
  /// listeners: 171 node at 127.0.0.2:3000`
  private var remainder: String {
    let rest = others.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    let sockets = "other sockets with this local port: \(rest.joined(separator: ", "))"
    if otherListeners.isEmpty { return "on it anymore; \(sockets)" }
    let place = addresses.map(\.description).joined(separator: ", ")
    let listeners = "other listeners: \(otherListeners.joined(separator: ", "))"
    return "at \(place) anymore; \(listeners)" + (rest.isEmpty ? "" : "; \(sockets)")
  }
}
