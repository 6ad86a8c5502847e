/// The elements of a set or a map of nftables: the attributes `NFTA_SET_ELEM_…` in `linux/netfilter/nf_tables.h`.
struct FilterSet {
  /// Identifies a set.
  struct Key: Hashable {
    let family: UInt8
    let table: [UInt8]
    let name: [UInt8]
  }

  /// What a map has for a key.
  enum Target: Equatable {
    case value([UInt8])
    /// The chain with the rules that follow.
    case chain([UInt8])
    case other
  }

  /// Keys that have the same target.
  struct Element {
    let key: [UInt8]
    /// The last key of a range; nil for one key.
    let last: [UInt8]?
    let target: Target?
  }

  /// An element as the kernel lists it: in sets with ranges, one for the beginning and one after the end of each.
  struct Item {
    let key: [UInt8]
    let keyEnd: [UInt8]?
    let target: Target?
    let isEnd: Bool
  }

  let elements: [Element]

  init(_ items: [Item]) {
    // Ranges are listed in either order.
    let sorted = items.sorted { left, right in
      left.key == right.key
        ? left.isEnd && !right.isEnd : left.key.lexicographicallyPrecedes(right.key)
    }
    elements = sorted.indices.compactMap { index in
      let item = sorted[index]
      if item.isEnd { return nil }
      let isRange = index + 1 < sorted.count && sorted[index + 1].isEnd
      return Element(
        key: item.key, last: item.keyEnd ?? (isRange ? sorted[index + 1].key.predecessor : nil),
        target: item.target)
    }
  }

  /// Parses the payload of a message.
  ///
  /// - Returns: The items; nil if it is malformed.
  static func items(_ message: Span<UInt8>) -> [Item]? {
    guard message.count >= NetfilterRequest.headLength else { return nil }
    var items: [Item] = []
    var isGood = true
    let isWhole = message.forEachAttribute(
      in: NetfilterRequest.headLength..<message.count
    ) { type, value in
      guard type == 3 else { return }  // NFTA_SET_ELEM_LIST_ELEMENTS
      let isList = message.forEachAttribute(in: value) { _, element in
        guard let item = item(message, element) else {
          isGood = false
          return
        }
        items.append(item)
      }
      isGood = isGood && isList
    }
    return isWhole && isGood ? items : nil
  }

  private static func item(_ message: Span<UInt8>, _ range: Range<Int>) -> Item? {
    guard let fields = MessageFields(message, range), let key = fields.value(1, message) else {
      return nil
    }
    // NFTA_SET_ELEM_FLAGS with NFT_SET_ELEM_INTERVAL_END, NFTA_SET_ELEM_KEY_END
    return Item(
      key: key, keyEnd: fields.value(10, message), target: target(fields, message),
      isEnd: fields.number(3, message).map { $0 & 1 != 0 } ?? false)
  }

  /// NFTA_SET_ELEM_DATA: a value, or a verdict with a chain.
  private static func target(_ fields: MessageFields, _ message: Span<UInt8>) -> Target? {
    guard let place = fields.place(2), let data = MessageFields(message, place) else { return nil }
    if let value = data.bytes(1, message) { return .value(value) }
    guard let place = data.place(2), let verdict = MessageFields(message, place) else { return nil }
    return verdict.text(2, message).map { .chain($0) } ?? .other
  }
}

extension [UInt8] {
  /// The number before this one, of as many bytes.
  fileprivate var predecessor: [UInt8] {
    var bytes = self
    for index in bytes.indices.reversed() {
      bytes[index] &-= 1
      if bytes[index] != 0xff { break }
    }
    return bytes
  }
}

extension FilterSet {
  /// The ports of a set of ports, in network byte order.
  var ports: [ClosedRange<UInt16>] {
    elements.compactMap { element in
      guard element.key.count >= 2 else { return nil }
      let first = element.key.span.bigEndian16(at: 0)
      let last = element.last.flatMap { $0.count >= 2 ? $0.span.bigEndian16(at: 0) : nil } ?? first
      return first <= last ? first...last : nil
    }
  }
}
