import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Both sources tell the same of the same sockets, in every state that the loopback gives.
@Suite(.serialized, .enabled(if: Lab.hasNetlink)) struct SourceTests {
  /// A filter, a script and a person see the same whatever the kernel allows.
  @Test func bothSourcesAgreeRowByRow() throws {
    let lab = try Lab()
    var states: Set<SocketState?> = []
    for attempt in 1...20 {
      let before = try lab.rows(.procfs)
      let other = try lab.rows(.netlink)
      let after = try lab.rows(.procfs)
      // What moved between the two looks at /proc may as well have moved before netlink's.
      let stable = before.filter { key, socket in
        after[key].map { $0.withoutTime == socket.withoutTime } ?? false
      }
      guard stable.count == before.count, before.count == after.count || attempt == 20 else {
        Thread.sleep(forTimeInterval: 0.05)
        continue
      }
      #expect(Set(other.keys) == Set(before.keys))
      for (key, socket) in stable {
        states.insert(socket.state)
        let told = try #require(other[key])
        #expect(told.withoutTime == socket.withoutTime)
        #expect(told.timer?.kind == socket.timer?.kind)
        let times = [told, socket].map { Int($0.timer?.hundredths ?? 0) }
        #expect(abs(times[0] - times[1]) < 200, "\(told)")
      }
      break
    }
    let missing = Lab.states.filter { !states.contains($0) }
    #expect(missing.isEmpty)
  }

  /// What the kernel leaves out for a filter is what the filter leaves out.
  @Test func bothSourcesAgreeOnFilters() throws {
    let lab = try Lab()
    for filter in lab.filters {
      var rows: [RowIdentity: SocketEntry] = [:]
      var other: [RowIdentity: SocketEntry] = [:]
      for _ in 1...20 {
        rows = try lab.rows(.procfs, filter)
        other = try lab.rows(.netlink, filter)
        if rows.keys == other.keys { break }
        Thread.sleep(forTimeInterval: 0.05)
      }
      #expect(rows.keys == other.keys, "\(filter)")
    }
  }

  /// What only netlink tells.
  @Test func netlinkTellsMore() throws {
    let lab = try Lab()
    let rows = try lab.rows(.netlink).values
    #expect(rows.contains { $0.local.port == lab.listenerPort && $0.backlog == 7 })
    #expect(rows.contains { $0.isListening && $0.isIPv6Only == true })
    #expect(rows.contains { $0.isListening && $0.isIPv6Only == false })
    #expect(rows.allSatisfy { $0.backlog == nil || $0.state == .listen })
    let plain = try lab.rows(.procfs).values
    #expect(plain.allSatisfy { $0.backlog == nil && $0.isIPv6Only == nil })
    if lab.isBoundToDevice {
      let name = rows.compactMap(\.interfaceIndex).first.flatMap { InterfaceNames.all[$0] }
      #expect(name == Array("lo".utf8))
    }
  }

  /// A socket that only holds its port is listed by name, and by /proc never.
  @Test func boundSocketsAreListedByName() throws {
    let lab = try Lab()
    var filter = Filter()
    filter.states.included = [.boundInactive]
    let plain = try Snapshot.capture(lab.query(.procfs, filter))
    #expect(plain.sockets.isEmpty)
    #expect(plain.issues.contains(.unlistedState(.boundInactive)))
    let snapshot = try Snapshot.capture(lab.query(.netlink, filter))
    if snapshot.issues.contains(.unlistedState(.boundInactive)) { return }  // Linux before 6.8
    let row = snapshot.sockets.first { $0.local.port == lab.boundPort }
    #expect(row?.state == .boundInactive)
    #expect(row?.direction == nil)
    #expect(try !lab.rows(.netlink).values.contains { $0.local.port == lab.boundPort })
  }

  /// `source` in JSON says what was read, and a tree elsewhere is never mixed with this machine.
  @Test func theSnapshotSaysWhereItIsFrom() throws {
    let lab = try Lab()
    #expect(try Snapshot.capture(lab.query(.procfs)).source == .procfs)
    #expect(try Snapshot.capture(lab.query(.netlink)).source == .netlink)
    #expect(try Snapshot.capture(lab.query(.auto)).source == .netlink)
    var query = lab.query(.auto)
    query.procPath = "/proc/."
    #expect(try Snapshot.capture(query).source == .procfs)
  }

  /// Without asking for it, the costly half of the numbers is unknown and never wrong.
  @Test func withoutTCPInfoNothingIsMadeUp() throws {
    let lab = try Lab()
    var query = lab.query(.netlink)
    query.requirements.remove(.retransmits)
    let plain = try lab.rows(.procfs)
    for row in try Snapshot.capture(query).sockets {
      guard let other = plain[RowIdentity(row.socket)], row.state != .synReceived else { continue }
      #expect(row.retransmits == nil || row.retransmits == other.retransmits)
    }
  }
}

extension SocketEntry {
  /// What does not change by itself from one moment to the next, and what both sources tell.
  fileprivate var withoutTime: SocketEntry {
    var socket = self
    socket.timer = timer.map { SocketTimer(kind: $0.kind, hundredths: 0) }
    socket.backlog = nil
    socket.isIPv6Only = nil
    socket.interfaceIndex = nil
    // /proc counts the times that the timer ran out, netlink those in which something was sent.
    if state == .synReceived { socket.retransmits = nil }
    return socket
  }
}

/// Sockets of this process in every state.
private final class Lab {
  static let states: [SocketState?] =
    SocketState.named.filter { $0 != .closed && $0 != .lastAck } + [nil]

  static var hasNetlink: Bool {
    (try? Snapshot.capture(Query(requirements: .retransmits, source: .netlink))) != nil
  }

  let listenerPort: UInt16
  let boundPort: UInt16
  let isBoundToDevice: Bool
  private var ports: Set<UInt16> = []
  private var sockets: [LiveSocket] = []

  init() throws {
    let listener = try LiveSocket.listener(backlog: 7)
    listenerPort = try listener.port
    let full = try LiveSocket.listener(backlog: 0)
    let deferring = try LiveSocket.listener(backlog: 5)
    try deferring.set(TCP_DEFER_ACCEPT, at: Int(IPPROTO_TCP), to: 60)
    let device = try LiveSocket()
    isBoundToDevice = setsockopt(device.fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3) == 0
    try device.bind()
    try device.listen(backlog: 1)
    let bound = try LiveSocket()
    try bound.bind()
    boundPort = try bound.port
    sockets = [listener, full, deferring, device, bound]
    ports = Set(try sockets.dropLast().map { try $0.port })

    for isOnly in LiveSocket.Family.hasIPv6 ? [false, true] : [] {
      let wildcard = try LiveSocket(.ipv6)
      try wildcard.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: isOnly ? 1 : 0)
      try wildcard.bind(to: "::")
      try wildcard.listen(backlog: 5)
      sockets.append(wildcard)
      ports.insert(try wildcard.port)
      for family in isOnly ? [.ipv6] : LiveSocket.Family.available {
        _ = try connect(wildcard, family)
      }
    }
    try makeUDP()
    try makeTCP(listener)
    // One waits for accept() and fills the queue, the others get no answer.
    for busy in [full, full, full, listener, deferring] {
      let client = try LiveSocket()
      try client.beginToConnect(to: busy.port)
      sockets.append(client)
    }
    Thread.sleep(forTimeInterval: 0.1)
  }

  func query(_ source: SourcePreference, _ filter: Filter = Filter()) -> Query {
    Query(filter: filter, requirements: .retransmits, source: source)
  }

  func rows(_ source: SourcePreference, _ filter: Filter = Filter()) throws -> [RowIdentity:
    SocketEntry]
  {
    let sockets = try Snapshot.capture(query(source, filter)).sockets.lazy.map(\.socket)
      .filter { socket in
        [socket.local.port, socket.remote.port].contains { $0.map(self.ports.contains) == true }
      }
    return Dictionary(sockets.map { (RowIdentity($0), $0) }) { $1 }
  }

  var filters: [Filter] {
    var filters: [Filter] = []
    func add(_ change: (inout Filter) -> Void) {
      var filter = Filter()
      change(&filter)
      filters.append(filter)
    }
    for state in Self.states {
      add { $0.states.included = [state] }
      add { $0.states.excluded = [state] }
    }
    for port in ports.sorted() {
      let pattern = PortPattern(port...port)
      let range = PortPattern(port...max(port, 60000))
      add { $0.selectors = [.init(ports: pattern), .init(ports: PortPattern(1...2))] }
      add { $0.localPorts.included = [pattern] }
      add { $0.remotePorts.included = [pattern, PortPattern(7...9)] }
      add { $0.ports.included = [PortPattern(3...3, table: .udp), range] }
      add { $0.ports.excluded = [pattern] }
      add {
        $0.ports.included = [pattern]
        $0.localPorts.included = [range]
        $0.states.excluded = [.listen]
      }
    }
    add { $0.isListeningOnly = true }
    add { $0.directions.included = [.inbound] }
    add { $0.directions.included = [.outbound] }
    add {
      $0.directions.included = [.inbound]
      $0.states.included = [.established]
    }
    return filters
  }

  private func makeUDP() throws {
    let receiver = try LiveSocket(.ipv4, .udp)
    try receiver.set(SO_RCVBUF, to: 2048)
    try receiver.bind()
    let sender = try LiveSocket(.ipv4, .udp)
    try sender.connect(to: receiver.port)
    for _ in 0..<50 { try sender.send(100) }
    var bound = [receiver]
    if LiveSocket.Family.hasIPv6 {
      bound.append(try LiveSocket(.ipv6, .udp))
      try bound[1].bind(to: "::")
    }
    ports.formUnion(try bound.map { try $0.port })
    sockets += bound + [sender]
  }

  /// Connections in every state after the handshake but LAST_ACK, which the loopback leaves at once.
  private func makeTCP(_ listener: LiveSocket) throws {
    try connect(listener).client.set(SO_KEEPALIVE, to: 1)
    try connect(listener).server.send(1000)  // unread
    try connect(listener).client.endSending()  // FIN_WAIT2 and CLOSE_WAIT
    try connect(listener).client.close()  // the same without a process
    let (first, second) = try connect(listener)
    first.close()
    Thread.sleep(forTimeInterval: 0.02)
    second.close()  // TIME_WAIT
    for ending in 0..<4 {
      let (writer, reader) = try connect(listener)
      writer.fill()  // and there it stays: zero-window probes
      if ending == 1 { writer.close() }  // FIN_WAIT1
      if ending >= 2 { try writer.endSending() }
      if ending == 3 { try reader.endSending() }  // CLOSING
    }
  }

  private func connect(
    _ listener: LiveSocket, _ family: LiveSocket.Family = .ipv4
  ) throws -> (client: LiveSocket, server: LiveSocket) {
    let client = try LiveSocket(family)
    try client.connect(to: listener.port)
    let server = try listener.accept()
    sockets += [client, server]
    return (client, server)
  }
}
