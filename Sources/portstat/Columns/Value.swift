import SocketInspector

/// What a column says of a socket.
enum Value {
  case null
  case integer(UInt64)
  case boolean(Bool)
  /// A number in hundredths, shown as a decimal fraction.
  case hundredths(UInt64)
  /// One of our own words: ASCII without anything to escape.
  case word(String)
  /// Bytes from outside, which may be anything.
  case text([UInt8])
  case address(IPAddress)
  case endpoint(SocketAddress)
  case pids([Int32])
  /// Something of each process that holds the socket.
  case owners(OwnerField)

  /// What is said of the owners.
  enum OwnerField {
    case pid
    case name
    case fd
    /// The whole object.
    case details
  }

  static func word(_ word: String?) -> Value { word.map(Value.word) ?? .null }
  static func boolean(_ value: Bool?) -> Value { value.map(Value.boolean) ?? .null }
  static func integer(_ number: (some BinaryInteger)?) -> Value {
    number.map { .integer(UInt64(truncatingIfNeeded: $0)) } ?? .null
  }
  static func address(_ address: IPAddress?) -> Value { address.map(Value.address) ?? .null }
}

extension Value: Comparable {
  static func == (left: Value, right: Value) -> Bool { !(left < right) && !(right < left) }

  /// Numbers by size, text by its bytes; nothing comes last.
  static func < (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, _): false
    case (_, .null): true
    case (.integer(let left), .integer(let right)): left < right
    case (.boolean(let left), .boolean(let right)): !left && right
    case (.hundredths(let left), .hundredths(let right)): left < right
    case (.word(let left), .word(let right)): left < right
    case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
    case (.integer, .text): true  // a user without a name
    case (.address(let left), .address(let right)): left < right
    case (.endpoint(let left), .endpoint(let right)): left < right
    case (.pids(let left), .pids(let right)): left.lexicographicallyPrecedes(right)
    default: false
    }
  }

  /// Whether there is nothing to sort by.
  var isMissing: Bool {
    switch self {
    case .null: true
    case .pids(let pids): pids.isEmpty
    default: false
    }
  }
}

extension Value {
  /// What to sort by: of the owners, the first.
  func sortable(of socket: Socket) -> Value {
    guard case .owners(let fact) = self else { return self }
    guard let first = socket.descriptors.first else { return .null }
    switch fact {
    case .fd: return .integer(UInt64(first.fd.magnitude))
    case .pid: return .integer(UInt64(first.pid.magnitude))
    case .name, .details: return .text(socket.processName(of: first) ?? [])
    }
  }
}
