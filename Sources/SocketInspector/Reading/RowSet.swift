/// Rows of the kernel's tables, each once. The kernel repeats rows when a table changes while it is
/// read; the later copy counts.
///
/// A row is what protocol, inode and both ends say: two listeners on one address (SO_REUSEPORT)
/// differ by inode, the subflows of an MPTCP connection by their ends.
struct RowSet {
  private(set) var rows: [Socket] = []
  /// Open addressing: the number of a row, counted from 1; 0 is free. A power of two long.
  private var slots = [UInt32](repeating: 0, count: 64)
  private var hasUnwanted = false

  /// Adds a row, or puts it in the place of its earlier copy.
  ///
  /// - Parameter isWanted: A row that is not wanted is not added, and takes its earlier copy away.
  mutating func add(_ row: Socket, isWanted: Bool) {
    let slot = slot(of: row)
    if slots[slot] != 0 {
      rows[Int(slots[slot]) - 1] = row
      if !isWanted { hasUnwanted = true }
    } else if isWanted {
      rows.append(row)
      slots[slot] = UInt32(rows.count)
      if rows.count * 2 > slots.count { numberRows(slotCount: slots.count * 4) }
    }
  }

  /// Takes the rows of a protocol out again.
  mutating func removeAll(of transport: TransportProtocol) {
    rows.removeAll { $0.transport == transport }
    numberRows(slotCount: slots.count)
  }

  /// The rows, less those that `isWanted` refuses: earlier copies of rows that changed.
  consuming func finished(where isWanted: (Socket) -> Bool) -> [Socket] {
    if hasUnwanted { rows.removeAll { !isWanted($0) } }
    return rows
  }

  /// Where the row stands, or the free slot where it belongs.
  private func slot(of row: Socket) -> Int {
    var slot = row.identityHash & (slots.count - 1)
    while slots[slot] != 0, !rows[Int(slots[slot]) - 1].isSameRow(as: row) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func numberRows(slotCount: Int) {
    slots = [UInt32](repeating: 0, count: slotCount)
    for (index, row) in rows.enumerated() { slots[slot(of: row)] = UInt32(index + 1) }
  }
}

extension Socket {
  fileprivate func isSameRow(as other: Socket) -> Bool {
    inode == other.inode && local == other.local && remote == other.remote
      && transport == other.transport
  }

  /// Seeded anew in every process, so that no peer can choose ports that collide.
  fileprivate var identityHash: Int {
    var hasher = Hasher()
    hasher.combine(inode)
    hasher.combine(UInt32(local.port) << 16 | UInt32(remote.port))
    hasher.combine(local.address.low)
    hasher.combine(remote.address.low)
    hasher.combine(remote.address.high)
    return hasher.finalize()
  }
}
