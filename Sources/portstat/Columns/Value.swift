import SocketInspector

/// The value of a column for one row. Formats and sort keys need nothing else.
enum Value: Sendable {
  case null
  case integer(UInt64)
  /// A number that the table rounds to three digits and a unit, such as `1.2M`.
  case rounded(UInt64)
  case boolean(Bool)
  /// A number without its decimal point: 7120 with two places is 71.2.
  case decimal(UInt64, places: Int)
  /// A word of the program itself: ASCII that no format has to escape.
  case word(String)
  /// Bytes from outside the program, such as the name of a process. They may be anything and have to be
  /// escaped.
  case text([UInt8])
  case time(Timestamp, hasMilliseconds: Bool)
  case address(IPAddress)
  /// An address and a port, with the name of the interface that the address belongs to: any bytes.
  case endpoint(SocketAddress, zone: [UInt8]? = nil)
  /// PIDs or file descriptors, which are never negative.
  case numbers([Int32])
  /// Several elements as in ``text(_:)``.
  case texts([[UInt8]])
  /// The names of a process and its ancestors, from the first ancestor on. In one text, `>` separates them; in
  /// names, it is written as `\x3e`, so that no process can pretend to have other ancestors by its name.
  case chain([[UInt8]])
  /// The ancestors of a process, from its parent on.
  case ancestors([ParentProcess])
  /// Where connections to a published port go.
  // Boxed: it is large, and sorting keeps a value of each row.
  indirect case published(PublishedTarget)
  /// One property of each process that has a socket open.
  case owners(OwnerList)

  /// A number of thousandths, rounded half up to this number of digits, but at least to a whole number: 1234 is
  /// 1.23, and 1234567 is 1235.
  static func decimal(_ thousandths: UInt64, withDigits digits: Int) -> Value {
    var (number, places, limit) = (thousandths, 3, 1 as UInt64)
    for _ in 0..<digits { limit *= 10 }
    while number >= limit, places > 0 {
      places -= 1
      number = rounded(thousandths, dropping: 3 - places)
    }
    return .decimal(number, places: places)
  }

  private static func rounded(_ number: UInt64, dropping digits: Int) -> UInt64 {
    var scale: UInt64 = 1
    for _ in 0..<digits { scale *= 10 }
    return number / scale + (number % scale >= scale / 2 && scale > 1 ? 1 : 0)
  }

  static func rounded(_ number: UInt64?) -> Value { number.map(Value.rounded) ?? .null }
  static func word(_ word: String?) -> Value { word.map(Value.word) ?? .null }
  static func text(_ bytes: [UInt8]?) -> Value { bytes.map(Value.text) ?? .null }
  static func boolean(_ value: Bool?) -> Value { value.map(Value.boolean) ?? .null }
  static func integer(_ number: (some BinaryInteger)?) -> Value {
    number.map { .integer(UInt64(truncatingIfNeeded: $0)) } ?? .null
  }
  static func address(_ address: IPAddress?) -> Value { address.map(Value.address) ?? .null }
}

extension Value: Comparable {
  static func == (left: Value, right: Value) -> Bool { !(left < right) && !(right < left) }

  /// Compares numbers by size and text by its bytes; ``null`` comes last.
  static func < (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, _): false
    case (_, .null): true
    case (.integer(let left), .integer(let right)): left < right
    case (.rounded(let left), .rounded(let right)): left < right
    case (.boolean(let left), .boolean(let right)): !left && right
    case (.decimal(let left, _), .decimal(let right, _)): left < right  // of one column
    case (.word(let left), .word(let right)): left < right
    case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
    case (.chain(let left), .chain(let right)):
      left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
    case (.integer, .text): true  // a user without a name
    case (.address(let left), .address(let right)): left < right
    case (.endpoint(let left, _), .endpoint(let right, _)): left < right
    case (.published(let left), .published(let right)):
      PublishedColumns.text(left).lexicographicallyPrecedes(PublishedColumns.text(right))
    case (.numbers(let left), .numbers(let right)): left.lexicographicallyPrecedes(right)
    default: false
    }
  }

  /// Whether there is no value to sort by.
  var isMissing: Bool {
    switch self {
    case .null: true
    case .numbers(let numbers): numbers.isEmpty
    case .ancestors(let processes): processes.isEmpty
    default: false
    }
  }

  /// The value to sort by: for owners, that of the first one.
  var sortable: Value {
    if case .owners(let owners) = self { owners.first } else { self }
  }
}
