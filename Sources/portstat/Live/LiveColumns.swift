import SocketInspector

/// The columns of the live view.
enum LiveColumns {
  /// The columns about TCP connections that a list has.
  enum TCPColumns {
    case none
    /// How fast a connection is.
    case rates
    /// How fast a connection is, and how well it works.
    case all

    /// From left to right.
    fileprivate var keys: [String] {
      switch self {
      case .none: []
      case .rates: ["send_rate", "receive_rate"]
      case .all: ["send_rate", "receive_rate", "rtt", "retransmits_total"]
      }
    }
  }

  /// In which order requested columns are left out: RTT is what the rates do not show.
  private static let requestedPlaces = [
    "retransmits_total": 2, "receive_rate": 3, "send_rate": 4, "rtt": 5,
  ]

  /// The columns of the list, from left to right: those of the command line, and before the owners those that
  /// the screen or a key adds.
  ///
  /// - Parameters:
  ///   - added: What to add.
  ///   - isRequested: Whether a key has asked for it. Otherwise, it is added if there is room and the user has
  ///     not named all columns.
  static func columns(
    _ settings: Settings, adding added: TCPColumns, isRequested: Bool
  ) -> [Column] {
    var columns = settings.columns
    let choosesColumns = settings.output.columnChoice?.changesDefault == false
    let keys = choosesColumns && !isRequested ? [] : added.keys
    let new = keys.filter { key in !columns.contains { $0.key == key } }
      .compactMap(SocketColumns.column)
      .enumerated().map { place, column in
        // The whole title is wider than the numbers.
        (column.key == "retransmits_total" ? column.titled("Retrans") : column).omitted(
          isRequested ? .last(Self.requestedPlaces[column.key] ?? 2) : .first(6 - place)
        ).showing(rounded)
      }
    // Numbers that were asked for say more than the name of the protocol.
    if isRequested, !new.isEmpty {
      columns = columns.map { $0.key == "protocol" ? $0.omitted(.last(1)) : $0 }
    }
    let place = columns.firstIndex { $0.requires.contains(.owners) } ?? columns.count
    columns.insert(contentsOf: new, at: place)
    return columns
  }

  /// The column for the rest of the lines of a very wide screen: the command line of the owner. nil if the user
  /// has named columns, or the list has no owners.
  static func tail(_ settings: Settings) -> Column? {
    guard settings.output.columnChoice == nil,
      settings.columns.contains(where: { $0.requires.contains(.owners) })
    else { return nil }
    // The column of the process shows why there is no owner.
    return SocketColumns.column("command")?.showing { value in
      if case .owners(let owners) = value, !owners.isKnown { .null } else { value }
    }
  }

  /// The columns for a narrow screen, on which the protocol and ESTABLISHED would cost addresses their ports: ESTAB,
  /// as in ss.
  static func narrow(_ columns: [Column]) -> [Column] {
    columns.map { column in
      switch column.key {
      case "protocol": column.omitted(.first(3))
      case "state":
        column.showing { value in
          if case .word("ESTABLISHED") = value { .word("ESTAB") } else { value }
        }
      default: column
      }
    }
  }

  /// A number with three significant digits, so that a column is narrow and easy to compare.
  @Sendable
  private static func rounded(_ value: Value) -> Value {
    switch value {
    case .integer(let number): return .rounded(number)
    case .decimal(let number, places: 3):
      let places = number < 10_000 ? 2 : number < 100_000 ? 1 : 0
      let scale: UInt64 = places == 2 ? 10 : places == 1 ? 100 : 1000
      let digits = (number + scale / 2) / scale
      return .word(fraction(digits, places: places))
    default: return value
    }
  }

  /// `12.40` for 1240 with two places: unlike in JSON, with zeros at the end.
  private static func fraction(_ digits: UInt64, places: Int) -> String {
    let text = String(digits)
    let padded = String(repeating: "0", count: max(places + 1 - text.count, 0)) + text
    if places == 0 { return padded }
    return String(padded.dropLast(places)) + "." + String(padded.suffix(places))
  }
}
