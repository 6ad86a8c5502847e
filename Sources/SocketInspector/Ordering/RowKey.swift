/// The sort key of a row in a snapshot: listening sockets come first, followed by table, local address and
/// port, remote address and port, and what distinguishes sockets with the same endpoints.
///
/// These fields are packed without gaps into words of 64 bits. An IPv4 row uses the first two words and the
/// last one, an IPv6 row all of them:
///
/// | field | bits |
/// | --- | --- |
/// | whether it listens (0) or not (1) | 1 |
/// | table | 2 |
/// | family, IPv4 first | 1 |
/// | local address | 32 or 128 |
/// | local port | 16 |
/// | remote address | 32 or 128 |
/// | remote port | 16 |
/// | network namespace | 16 |
struct RowKey {
  /// The number of words that depend on the endpoints: all but the last.
  static let endsWordCount = 5
  static let wordCount = endsWordCount + 1

  let entry: SocketEntry

  /// A word of the key.
  ///
  /// - Parameter number: 0 to ``wordCount`` - 1.
  func word(_ number: Int) -> UInt64 {
    if number == Self.endsWordCount { return identity }
    let (here, port) = Self.fields(entry.local)
    let (there, remotePort) = Self.fields(entry.remote)
    switch (here.family, number) {
    case (.ipv4, 0): return kind << 60 | here.low << 28 | port << 12 | there.low >> 20
    case (.ipv4, 1): return there.low << 44 | remotePort << 16 | namespace
    case (.ipv6, 0): return kind << 60 | here.high >> 4
    case (.ipv6, 1): return here.high << 60 | here.low >> 4
    case (.ipv6, 2): return here.low << 60 | port << 44 | there.high >> 20
    case (.ipv6, 3): return there.high << 44 | there.low >> 20
    case (.ipv6, 4): return there.low << 44 | remotePort << 16 | namespace
    default: return 0
    }
  }

  private var namespace: UInt64 { UInt64(entry.namespaceNumber) }

  /// The first three fields, in 4 bits.
  private var kind: UInt64 {
    (entry.isListening ? 0 : 8) + entry.table.rank << 1 + (entry.family == .ipv6 ? 1 : 0)
  }

  private static func fields(_ address: SocketAddress) -> (ip: IPAddress, port: UInt64) {
    switch address {
    case .ip(let ip, let port): (ip, UInt64(port))
    case .none: (IPAddress(ipv4: 0), 0)
    }
  }

  /// What distinguishes sockets with the same endpoints: the device for connections, the inode for others.
  ///
  /// A connection gets its inode when it is accepted and loses it when its process closes it, so rows with
  /// different inodes can be the same connection. Only connections that are bound to different devices (VRF)
  /// can have the same endpoints; `/proc` does not show the device.
  private var identity: UInt64 {
    let isConnection =
      entry.table.facts.isConnectionOriented && entry.hasPeer && entry.state != .listen
      && entry.state != .closed && entry.state != .boundInactive
    return isConnection ? UInt64(entry.interfaceIndex ?? 0) : entry.inode
  }
}

extension SocketEntry {
  /// Whether this socket comes before another in the order of a snapshot.
  package func precedes(_ other: SocketEntry) -> Bool {
    order(other, wordCount: RowKey.wordCount) < 0
  }

  /// Compares two sockets without the last word of the key.
  ///
  /// - Returns: A negative number if this socket comes first, 0 if both have the same endpoints.
  func endsOrder(_ other: SocketEntry) -> Int { order(other, wordCount: RowKey.endsWordCount) }

  private func order(_ other: SocketEntry, wordCount: Int) -> Int {
    let (key, otherKey) = (RowKey(entry: self), RowKey(entry: other))
    for number in 0..<wordCount {
      let (word, otherWord) = (key.word(number), otherKey.word(number))
      if word != otherWord { return word < otherWord ? -1 : 1 }
    }
    return 0
  }
}

extension [SocketEntry] {
  /// Sorts rows into the order of a snapshot, and removes all but the last copy of each.
  ///
  /// A row is identified by its table, its endpoints, and the inode or, for connections, the device. Two
  /// listeners on one address (SO_REUSEPORT) differ in the inode, the subflows of an MPTCP connection in the
  /// endpoints.
  mutating func sortAndRemoveRepeated() {
    let sorted = RadixSort(count: count, wordCount: RowKey.wordCount) {
      RowKey(entry: self[$0]).word($1)
    }
    move(to: sorted.items.map(\.index))
    if sorted.items.contains(where: \.isRepeated) {
      var items = sorted.items.makeIterator()
      removeAll { _ in items.next()?.isRepeated ?? false }
    }
  }

  /// Moves each row to its new position, one cycle of the permutation after the other. A second array would
  /// be slower, because of the page faults for new memory.
  private mutating func move(to order: consuming [UInt32]) {
    for start in order.indices where Int(order[start]) != start {
      let first = self[start]
      var position = start
      while Int(order[position]) != start {
        let source = Int(order[position])
        self[position] = self[source]
        order[position] = UInt32(position)
        position = source
      }
      self[position] = first
      order[position] = UInt32(position)
    }
  }
}
