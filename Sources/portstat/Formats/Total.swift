import SocketInspector

/// A sum or a maximum over the sockets that are counted together, such as `sum:send_queue`.
struct Total: Sendable {
  enum Function: String, CaseIterable, Sendable {
    case sum
    case max

    /// The first word of the heading.
    var title: String {
      switch self {
      case .sum: "Sum"
      case .max: "Max"
      }
    }
  }

  let function: Function
  /// The column whose numbers are added or compared.
  let source: Column

  /// The name of the column with the total.
  var key: String { "\(function.rawValue):\(source.key)" }

  /// The column with the total.
  var column: Column {
    Column(
      key, "\(function.title) \(source.title)", as: source.kind, requires: source.requires,
      "the \(function == .sum ? "sum" : "maximum") of \(source.key)",
      null: "if no socket of the group has a value"
    ) { _, _ in .null }
  }

  /// A total of the sockets that were added so far.
  struct Accumulator: Sendable {
    private let function: Function
    private var number: UInt64?
    private var places = 0

    init(_ function: Function) { self.function = function }

    /// Adds a number; a missing one does not count. A sum that exceeds 2^64 - 1 stays there.
    mutating func add(_ value: Value) {
      switch value {
      case .integer(let number), .rounded(let number): add(number, places: 0)
      case .decimal(let number, let places): add(number, places: places)
      default: break
      }
    }

    private mutating func add(_ added: UInt64, places addedPlaces: Int) {
      let common = max(places, addedPlaces)
      let added = Self.scaled(added, by: common - addedPlaces)
      let old = number.map { Self.scaled($0, by: common - places) }
      places = common
      guard let old else {
        number = added
        return
      }
      switch function {
      case .sum:
        let (sum, overflow) = old.addingReportingOverflow(added)
        number = overflow ? .max : sum
      case .max: number = max(old, added)
      }
    }

    private static func scaled(_ number: UInt64, by places: Int) -> UInt64 {
      var result = number
      for _ in 0..<places {
        let (product, overflow) = result.multipliedReportingOverflow(by: 10)
        result = overflow ? .max : product
      }
      return result
    }

    var value: Value {
      guard let number else { return .null }
      return places == 0 ? .integer(number) : .decimal(number, places: places)
    }
  }
}
