/// Proves that no socket was skipped between the parts of a table.
///
/// A bucket's lock is held while a part of it is made, and sockets that stay keep their order. A part
/// therefore contains every such socket between its first row and its last, and two parts that share a
/// row contain every such socket between their ends. Parts of several passes that are linked in this
/// way, from the beginning of the table to its end, contain all of them.
struct PartChain {
  private static let beginning: UInt32 = 0
  private static let end: UInt32 = 1

  /// A forest of the parts that are linked: what each leads to; a root leads to itself.
  private var parents: [UInt32] = [beginning, end]
  private var isFirstOfPass = true
  /// The part that is being read, counted from 2.
  private(set) var current: UInt32 = 0

  /// Whether all parts from the beginning to the end are linked.
  var isClosed: Bool { root(of: Self.beginning) == root(of: Self.end) }

  /// Begins to read the table from its beginning, once more.
  mutating func beginPass() { isFirstOfPass = true }

  mutating func beginPart() {
    current = UInt32(parents.count)
    parents.append(current)
    if isFirstOfPass { link(Self.beginning) }
    isFirstOfPass = false
  }

  /// Links the current part with another one that has a row of the same socket.
  mutating func link(_ part: UInt32) {
    let target = root(of: current)
    var part = part
    while parents[Int(part)] != part {
      let next = parents[Int(part)]
      parents[Int(part)] = target
      part = next
    }
    parents[Int(part)] = target
  }

  /// The current part contains the end of what is looked for.
  mutating func reachEnd() { link(Self.end) }

  private func root(of part: UInt32) -> UInt32 {
    var part = part
    while parents[Int(part)] != part { part = parents[Int(part)] }
    return part
  }
}
