import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Both sources report the same values of the same sockets, in every state that the loopback
/// interface can produce.
@Suite(.serialized, .enabled(if: LiveSample.hasNetlink)) struct SourceTests {
  /// A script would get other values where netlink is forbidden.
  @Test func bothSourcesAgreeRowByRow() throws {
    let sample = try LiveSample()
    var states: Set<SocketState?> = []
    for attempt in 1...20 {
      let start = ContinuousClock.now
      let before = try sample.rows(.procfs)
      let other = try sample.rows(.netlink)
      // Timers run on between the two readings, which take long on a busy machine.
      let passed = Int((ContinuousClock.now - start) / .milliseconds(10))
      let after = try sample.rows(.procfs)
      // Rows that changed between the two readings of /proc may have changed before that of netlink.
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
        let reported = try #require(other[key])
        #expect(reported.withoutTime == socket.withoutTime)
        #expect(reported.timer?.kind == socket.timer?.kind)
        let times = [reported, socket].map { Int($0.timer?.hundredths ?? 0) }
        #expect(abs(times[0] - times[1]) < 200 + passed, "\(reported)")
      }
      break
    }
    let missing = LiveSample.states.filter { !states.contains($0) }
    #expect(missing.isEmpty)
  }

  /// A filter would show other rows with netlink, where the kernel applies part of it.
  @Test func bothSourcesAgreeOnFilters() throws {
    let sample = try LiveSample()
    let filters = sample.filters
    var matched = 0
    for filter in filters {
      var rows: [RowIdentity: SocketEntry] = [:]
      var other: [RowIdentity: SocketEntry] = [:]
      for _ in 1...20 {
        rows = try sample.rows(.procfs, filter)
        other = try sample.rows(.netlink, filter)
        if rows.keys == other.keys { break }
        Thread.sleep(forTimeInterval: 0.05)
      }
      #expect(rows.keys == other.keys, "\(filter)")
      if !rows.isEmpty { matched += 1 }
    }
    #expect(matched > filters.count / 2)
  }

  /// Values that only netlink reports would be missing, or made up for /proc.
  @Test func netlinkReportsMore() throws {
    let sample = try LiveSample()
    let rows = try sample.rows(.netlink).values
    #expect(rows.contains { $0.local.port == sample.listenerPort && $0.backlog == 7 })
    if LiveSocket.Family.hasIPv6 {
      #expect(rows.contains { $0.isListening && $0.isIPv6Only == true })
      #expect(rows.contains { $0.isListening && $0.isIPv6Only == false })
    }
    #expect(rows.allSatisfy { $0.backlog == nil || $0.state == .listen })
    let plain = try sample.rows(.procfs).values
    #expect(plain.contains { $0.local.port == sample.listenerPort })
    #expect(plain.allSatisfy { $0.backlog == nil && $0.isIPv6Only == nil })
    if sample.isBoundToDevice {
      let name = rows.compactMap(\.interfaceIndex).first.flatMap { InterfaceNames.all[$0] }
      #expect(name == Array("lo".utf8))
    }
  }

  /// `--state bound-inactive` would not list the sockets, or would not report that /proc does not
  /// list them.
  @Test func boundSocketsAreListedOnlyOnRequest() throws {
    let sample = try LiveSample()
    var filter = Filter()
    filter.states.included = [.boundInactive]
    let plain = try Snapshot.capture(sample.query(.procfs, filter))
    #expect(plain.sockets.isEmpty)
    #expect(plain.issues.contains(.unlistedState(.boundInactive)))
    let snapshot = try Snapshot.capture(sample.query(.netlink, filter))
    if snapshot.issues.contains(.unlistedState(.boundInactive)) { return }  // Linux before 6.8
    let row = snapshot.sockets.first { $0.local.port == sample.boundPort }
    #expect(row?.state == .boundInactive)
    #expect(row?.direction == nil)
    #expect(try !sample.rows(.netlink).values.contains { $0.local.port == sample.boundPort })
    // A question for a port finds them too, and does not complain where they cannot be listed.
    filter = Filter()
    filter.selectors = [.init(ports: PortPattern(sample.boundPort...sample.boundPort))]
    let found = try Snapshot.capture(sample.query(.netlink, filter))
    #expect(found.sockets.count { $0.state == .boundInactive } == 1)
    let other = try Snapshot.capture(sample.query(.procfs, filter))
    #expect(!other.sockets.contains { $0.state == .boundInactive } && other.issues.isEmpty)
  }

  /// `source` in JSON would be wrong, or a recorded tree would be shown with the sockets of this
  /// machine.
  @Test func theSnapshotNamesItsSource() throws {
    let sample = try LiveSample()
    #expect(try Snapshot.capture(sample.query(.procfs)).source == .procfs)
    #expect(try Snapshot.capture(sample.query(.netlink)).source == .netlink)
    #expect(try Snapshot.capture(sample.query(.auto)).source == .netlink)
    var query = sample.query(.auto)
    query.procPath = "/proc/."
    #expect(try Snapshot.capture(query).source == .procfs)
  }

  /// A listing that does not need tcp_info would show wrong numbers of retransmissions instead of
  /// unknown ones.
  @Test func withoutTCPInfoNothingIsMadeUp() throws {
    let sample = try LiveSample()
    var query = sample.query(.netlink)
    query.requirements.remove(.retransmits)
    let before = try sample.rows(.procfs)
    let sockets = try Snapshot.capture(query).sockets
    let after = try sample.rows(.procfs)
    var compared = 0
    for row in sockets where row.state != .synReceived {
      // A connection may retransmit between the readings, the more the busier the machine is.
      guard let other = before[RowIdentity(row.socket)],
        other.retransmits == after[RowIdentity(row.socket)]?.retransmits
      else { continue }
      #expect(row.retransmits == nil || row.retransmits == other.retransmits)
      compared += 1
    }
    #expect(compared > 10)
  }
}

extension SocketEntry {
  /// The values that both sources report and that do not change with time.
  fileprivate var withoutTime: SocketEntry {
    var socket = self
    socket.timer = timer.map { SocketTimer(kind: $0.kind, hundredths: 0) }
    socket.backlog = nil
    socket.isIPv6Only = nil
    socket.interfaceIndex = nil
    // /proc counts the timeouts, netlink the retransmissions that were sent.
    if state == .synReceived { socket.retransmits = nil }
    return socket
  }
}

/// Sockets of this process in every state that the loopback interface can produce.
private final class LiveSample {
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
    // One fills the accept queue, the others get no response.
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
          && (socket.state != .boundInactive || filter.namesBoundInactive)
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

  /// Connections in every state after the handshake except LAST_ACK, which ends at once on the loopback
  /// interface.
  private func makeTCP(_ listener: LiveSocket) throws {
    try connect(listener).client.set(SO_KEEPALIVE, to: 1)
    try connect(listener).server.send(1000)  // unread
    try connect(listener).client.endSending()  // FIN_WAIT2 and CLOSE_WAIT
    try connect(listener).client.close()  // the same states without a process
    let (first, second) = try connect(listener)
    first.close()
    Thread.sleep(forTimeInterval: 0.02)
    second.close()  // TIME_WAIT
    for ending in 0..<4 {
      let (writer, reader) = try connect(listener)
      writer.fill()  // the peer never reads: zero-window probes
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
