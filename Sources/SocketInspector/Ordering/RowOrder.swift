extension SocketEntry {
  /// The order of a snapshot: those that wait for whoever comes first, then by protocol, local
  /// address and port, remote address and port, inode. It depends on nothing but the rows.
  package func precedes(_ other: SocketEntry) -> Bool {
    let order = endsOrder(other)
    return order == 0 ? identity < other.identity : order < 0
  }

  /// What tells sockets with the same ends apart: the inode, but for TCP connections the device.
  ///
  /// A connection gets its inode when it is accepted and loses it when its process closes it, so two
  /// rows of one table can be the same connection. Only connections that are bound to different
  /// devices (VRF) can have the same ends; `/proc` does not show the device.
  fileprivate var identity: UInt64 {
    let isConnection =
      table.facts.isConnectionOriented && hasPeer && state != .listen && state != .closed
      && state != .boundInactive
    return isConnection ? UInt64(interfaceIndex ?? 0) : inode
  }

  /// The order by all but the inode: negative where this comes first, 0 where both have the same
  /// ends.
  func endsOrder(_ other: SocketEntry) -> Int {
    if isListening != other.isListening { return isListening ? -1 : 1 }
    if table != other.table { return table.rank < other.table.rank ? -1 : 1 }
    let local = local.order(other.local)
    return local == 0 ? remote.order(other.remote) : local
  }
}

extension Endpoint {
  fileprivate func order(_ other: Endpoint) -> Int {
    if address != other.address { return address < other.address ? -1 : 1 }
    return Int(port) - Int(other.port)
  }
}

extension [SocketEntry] {
  /// Brings rows into the order of a snapshot, each once: of several copies the last stays.
  ///
  /// A row is identified by its protocol, both ends, and the inode or, for TCP connections, the device:
  /// two listeners on one address (SO_REUSEPORT) differ by inode, the subflows of an MPTCP connection
  /// by their ends.
  mutating func sortOnce() {
    var order = indices.map { RowPlace(word: self[$0].orderWord(0), index: UInt32($0)) }
    order.sortByWord(order.indices)
    sortTies(in: &order, order.indices, word: 0)
    move(to: &order)
    if order.contains(where: \.isCopied) {
      var places = order.makeIterator()
      removeAll { _ in places.next()?.isCopied ?? false }
    }
  }

  /// Moves each row to its place, in place: to touch as much new memory takes longer. Each row makes
  /// room for the next one of its cycle.
  private mutating func move(to order: inout [RowPlace]) {
    for start in order.indices where Int(order[start].index) != start {
      let first = self[start]
      var place = start
      while Int(order[place].index) != start {
        let source = Int(order[place].index)
        self[place] = self[source]
        order[place].index = UInt32(place)
        place = source
      }
      self[place] = first
      order[place].index = UInt32(place)
    }
  }

  /// Sorts what one word of the order leaves equal by the next. The words lie close together, so
  /// that a row itself is read once a word, not once a comparison.
  private func sortTies(in order: inout [RowPlace], _ range: Range<Int>, word: Int) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, order[end].word == order[start].word { end += 1 }
      if end - start > 1 {
        if word == SocketEntry.lastOrderWord {
          for index in start..<end - 1 { order[index].isCopied = true }
        } else {
          for index in start..<end {
            order[index].word = self[Int(order[index].index)].orderWord(word + 1)
          }
          order.sortByWord(start..<end)
          sortTies(in: &order, start..<end, word: word + 1)
        }
      }
      start = end
    }
  }
}

/// Where a row stands, and a part of what it is sorted by.
private struct RowPlace {
  var word: UInt64
  var index: UInt32
  /// Whether a later row is the same.
  var isCopied = false

  func precedes(_ other: RowPlace) -> Bool {
    word != other.word ? word < other.word : index < other.index
  }
}

extension [RowPlace] {
  /// Sorts a part by the words, then by index, as which it comes. Many are sorted digit by digit,
  /// which takes less than to compare them.
  fileprivate mutating func sortByWord(_ range: Range<Int>) {
    guard range.count >= 1024 else { return self[range].sort { $0.precedes($1) } }
    let digit: UInt64 = 0x7ff
    var places = Array(self[range])
    let differing = places.reduce(0) { $0 | ($1.word ^ places[0].word) }
    for shift in stride(from: 0 as UInt64, to: 64, by: digit.nonzeroBitCount)
    where differing >> shift & digit != 0 {
      for index in places.indices { places[index] = self[range.lowerBound + index] }
      var next = [Int](repeating: 0, count: Int(digit) + 1)
      for place in places { next[Int(place.word >> shift & digit)] += 1 }
      var sum = range.lowerBound
      for index in next.indices { (next[index], sum) = (sum, sum + next[index]) }
      for place in places {
        let index = Int(place.word >> shift & digit)
        self[next[index]] = place
        next[index] += 1
      }
    }
  }
}

extension SocketEntry {
  fileprivate static let lastOrderWord = 5

  /// The order of a snapshot as numbers, of which the first that differs decides; both ends have one
  /// family. An IPv4 row needs two of them and the inode, an IPv6 row all.
  fileprivate func orderWord(_ number: Int) -> UInt64 {
    let (here, there) = (local.address, remote.address)
    let (port, remotePort) = (UInt64(local.port), UInt64(remote.port))
    switch (family, number) {
    case (_, 0):
      let kind: UInt64 = (isListening ? 0 : 4) + 2 * table.rank
      return family == .ipv4
        ? kind << 61 | here.low << 29 | port << 13 | there.low >> 19
        : (kind + 1) << 61 | here.high >> 3
    case (.ipv4, 1): return there.low << 45 | remotePort
    case (.ipv6, 1): return here.high << 61 | here.low >> 3
    case (.ipv6, 2): return here.low << 61 | port << 45 | there.high >> 19
    case (.ipv6, 3): return there.high << 45 | there.low >> 19
    case (.ipv6, 4): return there.low << 45 | remotePort
    default: return identity
    }
  }
}
