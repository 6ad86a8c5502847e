import TestSupport
import Testing

@testable import SocketInspector

@Suite struct RowKeyTests {
  /// Listings would not be in the documented order, so that two of them could not be compared with
  /// diff.
  @Test func listenersComeFirstThenProtocolAddressesPortsInode() {
    let ordered = [
      row(.tcp, "0.0.0.0", 22, .listen), row(.tcp, "0.0.0.0", 80, .listen, inode: 4),
      row(.tcp, "0.0.0.0", 80, .listen, inode: 5), row(.tcp, "127.0.0.1", 9, .listen),
      row(.tcp, "::", 22, .listen), row(.udp, "0.0.0.0", 53, nil), row(.udp, "::1", 1, nil),
      row(.tcp, "10.0.0.9", 9, .established, "10.0.0.1", 7),
      row(.tcp, "10.0.0.9", 10, .established, "10.0.0.1", 7),
      row(.tcp, "10.0.0.10", 9, .timeWait, "10.0.0.1", 7),
      row(.tcp, "10.0.0.10", 9, .established, "10.0.0.1", 65_535),
      row(.tcp, "10.0.0.10", 9, .closing, "10.0.0.2", 1),
      row(.tcp, "::ffff:10.0.0.1", 1, .established, "::ffff:10.0.0.2", 1),
      row(.udp, "10.0.0.1", 1, .established, "10.0.0.2", 1),
    ]
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<20 {
      var sockets = ordered.shuffled(using: &generator)
      #expect(sockets.sorted { $0.precedes($1) } == ordered)
      sockets.sortAndRemoveRepeated()
      #expect(sockets == ordered)
    }
  }

  /// An inconsistent order would give another listing each time, or crash the program.
  @Test func theOrderIsStrictAndTotalOverTheKey() {
    var generator = SeededGenerator(seed: 6)
    let sockets = (0..<70).map { _ in Self.random(&generator) }
    let before = sockets.map { left in sockets.map { left.precedes($0) } }
    var contradictions = 0
    for one in sockets.indices {
      if before[one][one] { contradictions += 1 }
      for two in sockets.indices {
        if before[one][two] && before[two][one] { contradictions += 1 }
        let areTied = !before[one][two] && !before[two][one]
        if areTied && !Self.isSameRow(sockets[one], sockets[two]) { contradictions += 1 }
        guard before[one][two] else { continue }
        for three in sockets.indices where before[two][three] && !before[one][three] {
          contradictions += 1
        }
      }
    }
    #expect(contradictions == 0)
    // The rows include ties and different ones.
    #expect(Set(sockets).count > 20)
    #expect(before.joined().filter { $0 }.count > 1_000)
  }

  /// Rows are sorted by integers that are packed from their fields. A wrong bit would break the
  /// documented order.
  @Test func thePackedKeysFollowTheDocumentedOrder() {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<40 {
      // Rows that differ in one or two bits, so that each field decides the order somewhere. Few
      // and many rows are sorted by different algorithms.
      let base = Self.wide(&generator)
      var sockets = (0..<(round.isMultiple(of: 5) ? 4000 : 200)).map { _ in
        var socket = base
        for _ in 0..<Int.random(in: 0...2, using: &generator) { socket.flip(&generator) }
        return socket
      }
      let keys = Set(sockets.map(RowIdentity.init))
      sockets.sortAndRemoveRepeated()
      #expect(sockets.count == keys.count)
      var isWrong = false
      for (left, right) in zip(sockets, sockets.dropFirst())
      where !Self.documentedFields(left).lexicographicallyPrecedes(Self.documentedFields(right))
        || !left.precedes(right) || right.precedes(left)
      {
        isWrong = true
      }
      #expect(!isWrong)
      #expect(Set(sockets.map(RowIdentity.init)) == keys)
    }
  }

  /// A socket would be listed twice, or with outdated values: the kernel repeats rows if a table
  /// changes while it is read.
  @Test func theLastCopyOfARepeatedRowIsKept() {
    var rows = [
      row(.tcp, "192.0.2.1", 80, .listen, inode: 1),
      row(.tcp, "192.0.2.1", 80, .listen, inode: 2),
      row(.tcp, "192.0.2.1", 80, .listen, inode: 1),
      row(.tcp, "::1", 80, .synReceived, "::1", 5, inode: 3),
      row(.tcp, "::1", 80, .closeWait, "::1", 5, inode: 3),
    ]
    rows[2].receiveQueue = 7
    rows.sortAndRemoveRepeated()
    #expect(rows.map(\.inode) == [1, 2, 3])
    #expect(rows.map(\.receiveQueue) == [7, 0, 0])
    #expect(rows.map(\.state) == [.listen, .listen, .closeWait])
  }

  /// A connection that is accepted or closed while the table is read would be counted twice: one of
  /// its rows has no inode.
  @Test(
    arguments: [
      [(.synReceived, 0), (.established, 0), (.established, 7)],
      [(.established, 7), (.finWait1, 0), (.timeWait, 0)],
      [(.closeWait, 7), (.lastAck, 0)],
    ] as [[(state: SocketState, inode: UInt64)]])
  func aConnectionThatIsAcceptedOrClosedMeanwhileIsKeptOnce(
    copies: [(state: SocketState, inode: UInt64)]
  ) {
    var rows = copies.map {
      row(.tcp, "192.0.2.1", 80, $0.state, "192.0.2.2", 5, inode: $0.inode)
    }
    rows.sortAndRemoveRepeated()
    #expect(rows.map(\.state) == [copies[copies.count - 1].state])
    #expect(rows.map(\.inode) == [copies[copies.count - 1].inode])
  }

  /// One of two connections with the same ends on two devices (VRF) would be hidden, or one of two
  /// bound sockets that keep the same former peer.
  @Test func socketsWithTheSameEndsDifferByDeviceOrInode() {
    var one = row(.tcp, "192.0.2.1", 80, .established, "192.0.2.2", 5, inode: 1)
    var other = row(.tcp, "192.0.2.1", 80, .established, "192.0.2.2", 5, inode: 2)
    (one.interfaceIndex, other.interfaceIndex) = (3, 4)
    var rows = [other, one, other]
    rows.sortAndRemoveRepeated()
    #expect(rows == [one, other])
    for state in [SocketState.boundInactive, .closed] {
      var rows = (1...2).map {
        row(.tcp, "192.0.2.1", 80, state, "192.0.2.2", 5, inode: UInt64($0))
      }
      rows.sortAndRemoveRepeated()
      #expect(rows.map(\.inode) == [1, 2])
    }
  }

  /// A socket would be hidden by another one that differs from it in a single field.
  @Test func rowsThatDifferInOneFieldAreDifferentSockets() {
    let address = endpoint("192.0.2.1", 80)
    let base = SocketEntry(
      table: .tcp, local: address, remote: address, state: .listen, inode: 1)
    var sockets = [base]
    for change in [
      { $0.inode = 2 },  // SO_REUSEPORT: two listeners on one address
      // MPTCP: two subflows
      { $0.remote = endpoint("192.0.2.1", 81) }, { $0.remote = endpoint("192.0.2.2", 80) },
      { $0.local = endpoint("192.0.2.1", 81) }, { $0.local = endpoint("192.0.2.2", 80) },
      { $0.table = .udp },
    ] as [(inout SocketEntry) -> Void] {
      var socket = base
      change(&socket)
      sockets.append(socket)
    }
    var rows = sockets + sockets.reversed()
    rows.sortAndRemoveRepeated()
    #expect(rows.count == sockets.count)
    #expect(Set(rows) == Set(sockets))
  }

  /// Half a million rows that are nearly in order would be sorted for minutes: tables in which the
  /// smallest row comes last, or which a second table follows.
  @Test(.timeLimit(.minutes(5))) func nearlySortedRowsAreSortedAsFast() {
    let sorted = (0..<100_000).map { number in
      row(.tcp, "192.0.2.1", 80, .listen, inode: UInt64(number))
    }
    func time(shiftedBy shift: Int) -> Duration {
      var rows = Array(sorted[shift...] + sorted[..<shift])
      let time = ContinuousClock().measure { rows.sortAndRemoveRepeated() }
      let areSorted = rows == sorted
      #expect(areSorted)
      return time
    }
    let usual = min(time(shiftedBy: 0), time(shiftedBy: 0))
    for shift in [1, 2, 600] {  // these once took 20 times as long
      #expect((1...3).contains { _ in time(shiftedBy: shift) < usual * 8 })
    }
  }

  /// On a machine with many sockets, some would be lost, repeated or outdated.
  @Test func tenThousandRowsAreEachKeptOnce() {
    var rows: [SocketEntry] = []
    for pass in 0..<3 {
      for number in 0..<10_000 {
        // Half of them without an inode, and with only four local ports.
        var row = row(
          .tcp, "192.0.2.1", UInt16(number % 4), .established, "192.0.2.2", UInt16(number))
        row.inode = number.isMultiple(of: 2) ? 0 : UInt64(number)
        row.receiveQueue = UInt32(pass)
        rows.append(row)
      }
    }
    rows.sortAndRemoveRepeated()
    #expect(rows.count == 10_000)
    #expect(Set(rows.map(\.remote.port)).count == 10_000)
    #expect(rows.allSatisfy { $0.receiveQueue == 2 })
  }

  private static func wide(_ generator: inout SeededGenerator) -> SocketEntry {
    let isIPv4 = Bool.random(using: &generator)
    func endpoint() -> SocketAddress {
      let (high, low) = (UInt64.random(in: 0 ... .max, using: &generator), generator.next())
      return SocketAddress.ip(
        isIPv4
          ? IPAddress(ipv4: UInt32(truncatingIfNeeded: low)) : IPAddress(ipv6: high, low),
        port: .random(in: 0 ... .max, using: &generator))
    }
    return SocketEntry(
      table: Bool.random(using: &generator) ? .tcp : .udp, local: endpoint(), remote: endpoint(),
      state: .established, inode: generator.next())
  }

  private static func random(_ generator: inout SeededGenerator) -> SocketEntry {
    let isIPv4 = Bool.random(using: &generator)  // both ends have one family
    let ends = (0..<2).map { _ in
      endpoint(
        Bool.random(using: &generator)
          ? (isIPv4 ? "0.0.0.0" : "::") : (isIPv4 ? "10.0.0.1" : "::1"),
        .random(in: 0...2, using: &generator))
    }
    let isTCP = Bool.random(using: &generator)
    let state: SocketState? = Bool.random(using: &generator) ? .established : isTCP ? .listen : nil
    return SocketEntry(
      table: isTCP ? .tcp : .udp, local: ends[0], remote: ends[1], state: state,
      inode: .random(in: 0...1, using: &generator))
  }

  /// The fields that rows are sorted by according to the documentation.
  private static func documentedFields(_ socket: SocketEntry) -> [UInt64] {
    let ends = [socket.local, socket.remote].flatMap { end in
      [end.ip?.high ?? 0, end.ip?.low ?? 0, UInt64(end.port ?? 0)]
    }
    let identity = RowIdentity(socket)
    return [
      socket.isListening ? 0 : 1, socket.table == .tcp ? 0 : 1, socket.family == .ipv4 ? 0 : 1,
    ] + ends + [identity.inode, UInt64(identity.device ?? 0)]
  }

  private static func isSameRow(_ left: SocketEntry, _ right: SocketEntry) -> Bool {
    RowIdentity(left) == RowIdentity(right) && left.isListening == right.isListening
  }

  private func row(
    _ table: SocketTable.ID, _ local: String, _ port: UInt16, _ state: SocketState?,
    _ remote: String = "0.0.0.0", _ remotePort: UInt16 = 0, inode: UInt64 = 1
  ) -> SocketEntry {
    SocketEntry(
      table: table, local: endpoint(local, port), remote: endpoint(remote, remotePort),
      state: state,
      inode: inode)
  }
}

extension SocketEntry {
  /// Inverts one bit of the fields that rows are sorted by.
  fileprivate mutating func flip(_ generator: inout SeededGenerator) {
    switch Int.random(in: 0...3, using: &generator) {
    case 0: local.flip(&generator)
    case 1: remote.flip(&generator)
    case 2: inode ^= 1 << UInt64.random(in: 0...63, using: &generator)
    default: table = table == .tcp ? .udp : .tcp
    }
  }
}

extension SocketAddress {
  fileprivate mutating func flip(_ generator: inout SeededGenerator) {
    guard case .ip(let ip, let port) = self else { return }
    let bit = Int.random(in: 0..<(ip.bitCount + 16), using: &generator)
    if bit < 16 {
      self = .ip(ip, port: port ^ 1 << UInt16(bit))
    } else if ip.family == .ipv4 {
      let value = UInt32(truncatingIfNeeded: ip.low) ^ 1 << UInt32(bit - 16)
      self = .ip(IPAddress(ipv4: value), port: port)
    } else if bit < 80 {
      self = .ip(IPAddress(ipv6: ip.high, ip.low ^ 1 << UInt64(bit - 16)), port: port)
    } else {
      self = .ip(IPAddress(ipv6: ip.high ^ 1 << UInt64(bit - 80), ip.low), port: port)
    }
  }
}
