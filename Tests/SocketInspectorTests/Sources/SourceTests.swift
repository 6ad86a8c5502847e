import Foundation
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
  private var open: [Int32] = []

  init() throws {
    let listener = Self.socket(AF_INET, SOCK_STREAM)
    listenerPort = Self.listen(listener, backlog: 7)
    let full = Self.socket(AF_INET, SOCK_STREAM)
    let fullPort = Self.listen(full, backlog: 0)
    let deferring = Self.socket(AF_INET, SOCK_STREAM)
    Self.set(deferring, Int32(IPPROTO_TCP), TCP_DEFER_ACCEPT, 60)
    let deferringPort = Self.listen(deferring, backlog: 5)
    let device = Self.socket(AF_INET, SOCK_STREAM)
    isBoundToDevice = setsockopt(device, SOL_SOCKET, SO_BINDTODEVICE, "lo", 3) == 0
    let bound = Self.socket(AF_INET, SOCK_STREAM)
    boundPort = Self.bind(bound)
    open += [listener, full, deferring, device, bound]
    ports = [listenerPort, fullPort, deferringPort, Self.listen(device, backlog: 1)]

    for isOnly in [0, 1] {
      let wildcard = Self.socket(AF_INET6, SOCK_STREAM)
      Self.set(wildcard, Int32(IPPROTO_IPV6), IPV6_V6ONLY, Int32(isOnly))
      let port = Self.listen(wildcard, backlog: 5)
      open.append(wildcard)
      ports.insert(port)
      let families = isOnly == 1 ? [AF_INET6] : [AF_INET, AF_INET6]
      for family in families { connect(wildcard, port, family) }
    }
    makeUDP()
    makeTCP(listener)
    // One waits for accept() and fills the queue, the others get no answer.
    for _ in 0..<3 { open.append(Self.begin(AF_INET, fullPort)) }
    open.append(Self.begin(AF_INET, listenerPort))
    open.append(Self.begin(AF_INET, deferringPort))
    Thread.sleep(forTimeInterval: 0.1)
  }

  deinit { for fd in open { close(fd) } }

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

  private func makeUDP() {
    let receiver = Self.socket(AF_INET, SOCK_DGRAM)
    Self.set(receiver, SOL_SOCKET, SO_RCVBUF, 2048)
    let port = Self.bind(receiver)
    let sender = Self.begin(AF_INET, port, SOCK_DGRAM)
    for _ in 0..<50 { _ = send(sender, [UInt8](repeating: 0, count: 100), 100, 0) }
    let other = Self.socket(AF_INET6, SOCK_DGRAM)
    ports.formUnion([port, Self.bind(other)])
    open += [receiver, sender, other]
  }

  /// Connections in every state after the handshake but LAST_ACK, which the loopback leaves at once.
  private func makeTCP(_ listener: Int32) {
    let (alive, _) = connect(listener, listenerPort)
    Self.set(alive, SOL_SOCKET, SO_KEEPALIVE, 1)
    let (_, unread) = connect(listener, listenerPort)
    _ = send(unread, [UInt8](repeating: 0, count: 1000), 1000, 0)
    shutdown(connect(listener, listenerPort).0, Int32(SHUT_WR))  // FIN_WAIT2 and CLOSE_WAIT
    end(connect(listener, listenerPort).0)  // the same without a process
    let (first, second) = connect(listener, listenerPort)
    end(first)
    Thread.sleep(forTimeInterval: 0.02)
    end(second)  // TIME_WAIT
    for ending in 0..<4 {
      let (writer, reader) = connect(listener, listenerPort)
      Self.fill(writer)  // and there it stays: zero-window probes
      if ending == 1 { end(writer) }  // FIN_WAIT1
      if ending == 2 { shutdown(writer, Int32(SHUT_WR)) }
      if ending == 3 {  // CLOSING
        shutdown(writer, Int32(SHUT_WR))
        shutdown(reader, Int32(SHUT_WR))
      }
    }
  }

  @discardableResult
  private func connect(
    _ listener: Int32, _ port: UInt16, _ family: Int32 = AF_INET
  ) -> (Int32, Int32) {
    let client = Self.begin(family, port)
    let server = accept(listener, nil, nil)
    open += [client, server]
    return (client, server)
  }

  private func end(_ fd: Int32) {
    close(fd)
    open.removeAll { $0 == fd }
  }

  private static func socket(_ family: Int32, _ type: __socket_type) -> Int32 {
    Foundation.socket(family, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
  }

  private static func set(_ fd: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    setsockopt(fd, level, option, &value, 4)
  }

  /// Begins to connect to the loopback.
  private static func begin(
    _ family: Int32, _ port: UInt16, _ type: __socket_type = SOCK_STREAM
  ) -> Int32 {
    let fd = socket(family, type)
    if type == SOCK_STREAM { _ = fcntl(fd, F_SETFL, O_NONBLOCK) }
    withLoopback(family, port) { _ = Foundation.connect(fd, $0, $1) }
    return fd
  }

  private static func fill(_ fd: Int32) {
    let bytes = [UInt8](repeating: 0, count: 65_536)
    while send(fd, bytes, bytes.count, Int32(MSG_DONTWAIT)) > 0 {}
  }

  private static func listen(_ fd: Int32, backlog: Int32) -> UInt16 {
    let port = bind(fd)
    Foundation.listen(fd, backlog)
    return port
  }

  /// Binds to a free port: of the loopback, or of every address for IPv6.
  private static func bind(_ fd: Int32) -> UInt16 {
    var domain: Int32 = 0
    var size = socklen_t(4)
    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size)
    if domain == AF_INET6 {
      var any = sockaddr_in6()
      any.sin6_family = sa_family_t(AF_INET6)
      withUnsafePointer(to: &any) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = Foundation.bind(fd, $0, 28) }
      }
    } else {
      withLoopback(domain, 0) { _ = Foundation.bind(fd, $0, $1) }
    }
    var name = sockaddr_in6()  // the port is where sockaddr_in has it
    size = 28
    withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(fd, $0, &size) }
    }
    return UInt16(bigEndian: name.sin6_port)
  }

  private static func withLoopback(
    _ family: Int32, _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Void
  ) {
    if family == AF_INET {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, 16) }
      }
    } else {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = port.bigEndian
      address.sin6_addr = in6addr_loopback
      withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, 28) }
      }
    }
  }
}
