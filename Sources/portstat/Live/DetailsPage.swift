import SocketInspector

/// The text of the details page, which shows everything that is known about one socket: first its process,
/// then the connection in words, then what TCP knows, then every key.
struct DetailsPage {
  private let socket: Socket
  private let names: Names
  private let surroundings: ProcessSurroundings?
  private let peer: Peer
  private let millisecondsSeen: UInt64?

  /// The socket at the other end of a connection.
  enum Peer {
    case none
    case found(Socket)
    /// It is not among the sockets of the update.
    case missing
    /// Not every socket was read.
    case unknown
  }

  /// - Parameters:
  ///   - surroundings: Those of the process that is named first.
  ///   - millisecondsSeen: How long portstat has seen the socket; nil if that is unknown.
  ///   - isNumeric: Whether to leave out the names of services and users.
  init(
    _ socket: Socket, _ surroundings: ProcessSurroundings? = nil, peer: Peer = .unknown,
    seenFor millisecondsSeen: UInt64? = nil, isNumeric: Bool
  ) {
    self.socket = socket
    self.surroundings = surroundings
    self.peer = peer
    self.millisecondsSeen = millisecondsSeen
    names = Names(isNumeric: isNumeric, .all) {
      [socket.userID].compactMap { $0 } + socket.owners.compactMap(\.process.userID)
    }
  }

  /// The lines. They may be wider than the screen.
  var lines: [String] {
    var lines = processLines + [""] + connectionLines
    let owners = socket.owners
    if owners.count > 1 {
      lines += ["", "other owners"]
      for owner in owners where owner.pid != socket.namedOwner?.pid {
        lines += self.lines(on: owner)
      }
    }
    return lines + ["", "all keys"] + keys
  }

  // MARK: The process

  private var processLines: [String] {
    guard let owner = socket.namedOwner else {
      guard let ownership = socket.ownership else { return ["owners were not read"] }
      var lines = ["(\(ownership.rawValue))  \(ownership.explanation)"]
      if !socket.listenerPIDs.isEmpty {
        let pids = socket.listenerPIDs.map(String.init).joined(separator: ", ")
        lines.append(Self.entry("listeners", "PID \(pids)"))
      }
      let created = self.lines(on: socket.controlGroup)
      if !created.isEmpty { lines += ["  created in"] + created }
      return lines
    }
    var title = [Self.text(ProcessColumns.program.value(owner, names)), "PID \(owner.pid)"]
    if let userID = owner.process.userID {
      let name = names.user(userID)
      title.append("user \(name.isMissing ? "\(userID)" : Self.text(name))")
    }
    if let start = owner.process.startTime, let now = surroundings?.time.seconds, now >= start {
      title.append("up \(Self.duration(now - start))")
    }
    return [title.joined(separator: "   ")] + self.lines(of: owner)
  }

  private func lines(of owner: Owner) -> [String] {
    var lines = details(of: owner, except: "user")
    guard let surroundings else { return lines }
    if !surroundings.ancestors.isEmpty {
      let parents = surroundings.ancestors.map {
        "\(Self.text($0.nameBytes.map { .chain([$0]) } ?? .null)) (\($0.pid))"
      }
      lines.append(Self.entry("parents", parents.joined(separator: " > ")))
    }
    return lines + self.lines(on: surroundings.group)
  }

  /// The unit, the container and the pod of a control group.
  private func lines(on group: ControlGroup?) -> [String] {
    [
      ("unit", group?.unitBytes), ("container", group?.container?.labelBytes),
      ("pod", group?.pod?.labelBytes),
    ].compactMap { label, bytes in bytes.map { Self.entry(label, Self.text(.text($0))) } }
  }

  private func lines(on owner: Owner) -> [String] {
    let name = Self.text(ProcessColumns.program.value(owner, names))
    return ["  process \(owner.pid)  \(name)"] + details(of: owner).map { "  \($0)" }
  }

  /// - Parameter key: A column that is left out, because it is shown elsewhere.
  private func details(of owner: Owner, except key: String? = nil) -> [String] {
    ProcessColumns.details.filter { $0.key != key }.map { column in
      Self.entry(
        column.title ?? column.key,
        Self.text(column.text(owner, names), separator: column.separator))
    }
  }

  // MARK: The connection

  private var connectionLines: [String] {
    let context = RenderContext(names)
    func text(_ key: String) -> String? {
      guard let value = SocketColumns.column(key)?.tableValue(socket, context), !value.isMissing
      else { return nil }
      return Self.text(value)
    }
    var title = ["\(text("protocol") ?? "") \(text("local") ?? "")"]
    if socket.hasPeer {
      let arrow = socket.direction == .inbound ? "<-" : socket.direction == .outbound ? "->" : "--"
      title[0] += " \(arrow) \(text("remote") ?? "")"
    }
    title += [socket.direction?.rawValue, text("service")].compactMap(\.self)
    title.append("local address \(socket.localScope?.rawValue ?? "unknown")")
    var lines = [title.joined(separator: "   ")]
    if let state = socket.state {
      let isOpen = state == .established && socket.table == .tcp
      let text = isOpen ? "The connection is open, and both ends can send." : state.explanation
      lines.append("  \(state.label): \(text)")
    }
    lines += TCPFacts(socket).lines.map { Self.entry($0.label, $0.text) }
    lines.append(Self.entry("queues", queues))
    if let timer = socket.timer {
      let rest = "\(Double(timer.hundredths) / 100)"
      lines.append(Self.entry("timer", "\(timer.kind.label) in \(rest) s"))
    }
    if let millisecondsSeen {
      lines.append(Self.entry("seen for", Self.duration(Int64(millisecondsSeen / 1000))))
    }
    if let text = peerText { lines.append(Self.entry("peer", text)) }
    return lines
  }

  private var queues: String {
    let (receive, send) = (socket.receiveQueue, socket.sendQueue)
    if socket.table == .udp {
      return "\(receive) bytes of unread datagrams, \(send) bytes of unsent ones"
    }
    if socket.isListening {
      let limit = socket.backlog.map { " (backlog \($0))" } ?? ""
      let state = socket.socket.isAcceptQueueFull ? ": the accept queue is full" : ""
      return "\(Int(receive).counted("connection")) in the accept queue\(limit)\(state)"
    }
    return "\(receive) bytes to read, \(send) bytes not acknowledged"
  }

  private var peerText: String? {
    switch peer {
    case .none, .unknown: return nil
    case .missing: return "no socket in this network namespace"
    case .found(let socket):
      guard let owner = socket.namedOwner else {
        return "on this machine (\(socket.ownership?.rawValue ?? "owner not read"))"
      }
      let name = owner.process.programNameBytes ?? owner.process.nameBytes ?? []
      return "\(owner.pid) \(Self.text(.text(name))) on this machine"
    }
  }

  // MARK: All keys

  private var keys: [String] {
    let context = RenderContext(names)
    let columns = SocketColumns.data + (socket.tcpInfo == nil ? [] : TCPInfoColumns.all)
    return columns.filter { $0.kind != .array(of: .process) }.map { column in
      Self.entry(column.key, Self.text(column.value(socket, context)), 20)
    }
  }

  /// A line with a name, padded to a width, and its value.
  private static func entry(_ name: String, _ text: String, _ width: Int = 12) -> String {
    "  " + ScreenText.padded(name, to: width) + " " + text
  }

  private static func text(_ value: Value, separator: String = ",") -> String {
    let writer = TextFormatter(
      showsFirstOwnerOnly: false, placeholder: "-", separator: separator)
    var text: [UInt8] = []
    writer.append(value, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// `3 d 2 h`, `5 min 12 s`, `7 s`
  static func duration(_ seconds: Int64) -> String {
    let (days, hours) = (seconds / 86400, seconds / 3600 % 24)
    let (minutes, rest) = (seconds / 60 % 60, seconds % 60)
    if days > 0 { return "\(days) d \(hours) h" }
    if hours > 0 { return "\(hours) h \(minutes) min" }
    return minutes > 0 ? "\(minutes) min \(rest) s" : "\(rest) s"
  }
}
