/// Proves that no socket was skipped between the parts of a table.
///
/// The kernel holds the lock of a hash bucket while it fills a part, and sockets keep their order in the
/// bucket (new ones are added at its head). A part therefore contains every socket that exists throughout
/// between its first and its last row, and two parts that share a row together contain every such socket
/// between their ends. If parts of several passes are linked in this way from the beginning of the table
/// to its end, they contain all of them.
struct PartChain {
  private static let beginning: UInt32 = 0
  private static let end: UInt32 = 1

  /// A forest of linked parts (union-find): the parent of each; a root is its own parent.
  private var parents: [UInt32] = [beginning, end]
  private var isFirstOfPass = true
  /// The number of the current part, from 2.
  private(set) var current: UInt32 = 0

  /// Whether all parts from the beginning to the end are linked.
  var isClosed: Bool { root(of: Self.beginning) == root(of: Self.end) }

  /// Starts at the beginning of the table, once more.
  mutating func beginPass() { isFirstOfPass = true }

  mutating func beginPart() {
    current = UInt32(parents.count)
    parents.append(current)
    if isFirstOfPass { link(Self.beginning) }
    isFirstOfPass = false
  }

  /// Links the current part to another that contains the same socket.
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

  /// The current part contains the end of the table.
  mutating func reachEnd() { link(Self.end) }

  private func root(of part: UInt32) -> UInt32 {
    var part = part
    while parents[Int(part)] != part { part = parents[Int(part)] }
    return part
  }
}
