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
  /// How many other sockets have the port as their local port, by state.
  let others: [String: Int]

  /// - Parameters:
  ///   - sockets: The sockets of a later snapshot, with the names of their owners.
  ///   - addresses: The local addresses that the signaled processes listened on.
  ///   - earlier: The owners before the signal.
  init(
    _ port: Port, _ sockets: some Sequence<Socket>, at addresses: Set<SocketAddress>,
    earlier: Set<Int32>
  ) {
    self.port = port
    var names: Set<String> = []
    var pids: Set<Int32> = []
    var (isHidden, isUnowned) = (false, false)
    var others: [String: Int] = [:]
    for socket in sockets where socket.table == port.table && socket.local.port == port.number {
      guard socket.isListening, addresses.contains(socket.local) else {
        others[socket.state?.label ?? "unconnected", default: 0] += 1
        continue
      }
      for owner in socket.owners {
        pids.insert(owner.pid)
        names.insert("\(owner.pid) \(owner.name ?? "?")")
      }
      isHidden = isHidden || socket.ownership == .denied
      isUnowned = isUnowned || (socket.owners.isEmpty && socket.ownership != .denied)
    }
    self.others = others
    listener =
      !pids.isEmpty
      ? .processes(names.sorted(), isOld: !pids.isDisjoint(with: earlier))
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
    case .none where others.isEmpty: return "\(name) is free"
    case .none:
      let list = others.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      return "\(name): nothing listens on it anymore; other sockets with this local port: "
        + list.joined(separator: ", ")
    }
  }
}
