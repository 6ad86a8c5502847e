import SocketInspector

/// Parses the values of options. All functions throw ``UsageError`` for an invalid value.
enum ValueParser {
  /// Splits a list at its commas. No word may be empty.
  static func list(_ text: String) throws(UsageError) -> [String] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if words.contains(where: { $0.isEmpty || $0 == "^" }) {
      throw UsageError(text.isEmpty ? "empty value" : "empty value in '\(text)'")
    }
    return words
  }

  /// Parses a raw value of an enumeration.
  ///
  /// - Parameter what: The kind of value, for the message.
  static func word<Value: RawRepresentable & CaseIterable>(
    _ text: String, of type: Value.Type, called what: String
  ) throws(UsageError) -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text.lowercased()) { return value }
    throw UsageError(
      "invalid \(what) '\(text)'", typed: text, choices: Value.allCases.map(\.rawValue))
  }

  /// Calls a parser of the library.
  static func parse<Value>(
    _ text: String, _ parse: (String) throws(FilterTextError) -> Value
  ) throws(UsageError) -> Value {
    do throws(FilterTextError) {
      return try parse(text)
    } catch {
      throw UsageError(error)
    }
  }

  /// Parses a decimal number without a sign. `Number(text)` alone would accept `+7`.
  private static func number<Number: FixedWidthInteger>(
    _ text: some StringProtocol, as _: Number.Type
  ) -> Number? {
    text.isDecimal ? Number(text) : nil
  }

  /// Parses a number of seconds: digits, perhaps with a decimal point. `Double(text)` alone would accept `1e3`.
  static func seconds(_ text: some StringProtocol) -> Double? {
    text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") } ? Double(text) : nil
  }

  private static let unitsOfTime = [
    ("ms", 0.001), ("sec", 1), ("s", 1), ("min", 60), ("m", 60), ("h", 3600),
  ]

  /// The seconds of a duration with a unit, as they are typed: `0.5` for `500ms`; nil without a unit.
  static func duration(_ text: some StringProtocol) -> String? {
    guard let (unit, factor) = unitsOfTime.first(where: { text.hasSuffix($0.0) }),
      case let digits = text.dropLast(unit.count), !digits.isEmpty, let number = seconds(digits)
    else { return nil }
    if factor == 1 { return String(digits) }
    let seconds = "\(factor < 1 ? number / 1000 : number * factor)"
    return seconds.hasSuffix(".0") ? String(seconds.dropLast(2)) : seconds
  }

  /// Parses the time between two updates, 0.1 to 86,400 seconds; 1 if the text is empty.
  static func interval(_ text: String) throws(UsageError) -> Double {
    if text.isEmpty { return 1 }
    guard let seconds = seconds(text), 0.1...86400 ~= seconds else {
      throw UsageError("invalid interval '\(text)': expected 0.1 to 86400 seconds")
    }
    return seconds
  }

  /// Parses a number of updates, 1 to 2,147,483,647.
  static func count(_ text: String) throws(UsageError) -> Int {
    guard let count = number(text, as: Int32.self), count > 0 else {
      throw UsageError("invalid number '\(text)': expected 1 to 2147483647")
    }
    return Int(count)
  }

  /// Parses the values of `--user`: UIDs, and names that are not looked up yet.
  static func users(
    _ text: String
  ) throws(UsageError) -> (numbers: Criterion<UInt32>, names: Criterion<String>) {
    let users = try parse(text) { (text) throws(FilterTextError) in
      try Criterion<String>(parsing: text) { (word) throws(FilterTextError) in [word] }
    }
    func numbers(_ words: [String]) -> [UInt32] { words.compactMap { number($0, as: UInt32.self) } }
    func names(_ words: [String]) -> [String] {
      words.filter { number($0, as: UInt32.self) == nil }
    }
    return (
      Criterion(included: numbers(users.included), excluded: numbers(users.excluded)),
      Criterion(included: names(users.included), excluded: names(users.excluded))
    )
  }
}
