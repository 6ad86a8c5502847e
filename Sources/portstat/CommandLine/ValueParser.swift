import SocketInspector

/// Parses the values of options. All functions throw ``UsageError`` for an invalid value.
enum ValueParser {
  /// Parses values that are separated by commas. A value with the prefix `^` is excluded.
  ///
  /// - Parameter parse: Parses one value, which may stand for several.
  static func criterion<Value>(
    _ text: String, _ parse: (String) throws(UsageError) -> [Value]
  ) throws(UsageError) -> Criterion<Value> {
    var criterion = Criterion<Value>()
    for word in try list(text) {
      if word.hasPrefix("^") {
        criterion.excluded += try parse(String(word.dropFirst()))
      } else {
        criterion.included += try parse(word)
      }
    }
    return criterion
  }

  /// Splits a list at its commas. No word may be empty.
  static func list(_ text: String) throws(UsageError) -> [String] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if words.contains(where: { $0.isEmpty || $0 == "^" }) {
      throw UsageError("empty value in '\(text)'")
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
      "unknown \(what) '\(text)'", typed: text, choices: Value.allCases.map(\.rawValue))
  }

  /// Parses ports: `443`, `8000-8100`, or the name of a service.
  static func ports(_ text: String) throws(UsageError) -> [PortPattern] {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    let isNumeric = ends.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWholeNumber) }
    guard isNumeric, ends.count <= 2 else { return try servicePorts(text) }
    let numbers = ends.compactMap { number($0, as: UInt16.self) }
    guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last else {
      throw UsageError("no such port '\(text)': ports go from 0 to 65535")
    }
    guard first <= last else {
      throw UsageError("the range '\(text)' is backwards: did you mean \(last)-\(first)?")
    }
    return [PortPattern(first...last)]
  }

  private static func servicePorts(_ name: String) throws(UsageError) -> [PortPattern] {
    let patterns = ServiceTable.ports(named: name)
    guard patterns.isEmpty else { return patterns }
    if let table = SocketTable.ID(rawValue: name.lowercased()) {
      let word = table.rawValue
      throw UsageError("'\(name)' is no port: did you mean --\(word) or \(word)/PORT?")
    }
    throw UsageError(
      "'\(name)' is no port, range or service name", typed: name, choices: ServiceTable.names)
  }

  /// Parses a network or an address: `10.0.0.0/8`, `2001:db8::1`, `[::1]`.
  static func network(_ text: String) throws(UsageError) -> IPNetwork {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    var host = parts[0]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard let address = IPAddress(String(host)) else {
      throw UsageError("'\(text)' is no IPv4 or IPv6 address, and no network such as 10.0.0.0/8")
    }
    guard parts.count == 2 else {
      return try network(address, address.bitCount, text)
    }
    guard let length = number(parts[1], as: Int.self) else {
      throw UsageError("'\(parts[1])' is no prefix length, in '\(text)'")
    }
    return try network(address, length, text)
  }

  private static func network(
    _ address: IPAddress, _ length: Int, _ text: String
  ) throws(UsageError) -> IPNetwork {
    guard let network = IPNetwork(address, prefixLength: length) else {
      throw UsageError(
        "the prefix length of '\(text)' is out of range: 0 to \(address.bitCount)")
    }
    return network
  }

  /// Parses a decimal number without a sign. `Number(text)` alone would accept `+7`.
  private static func number<Number: FixedWidthInteger>(
    _ text: some StringProtocol, as _: Number.Type
  ) -> Number? {
    text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Number(text) : nil
  }

  /// Parses the time between two updates, 0.1 to 86,400 seconds; 1 if the text is empty.
  static func interval(_ text: String) throws(UsageError) -> Double {
    if text.isEmpty { return 1 }
    let isDecimal = text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }
    guard isDecimal, let seconds = Double(text), 0.1...86400 ~= seconds else {
      throw UsageError("'\(text)' is no number of seconds from 0.1 to 86400")
    }
    return seconds
  }

  /// Parses a PID, 1 to 2,147,483,647.
  static func pid(_ text: String) throws(UsageError) -> Int32 {
    guard let pid = number(text, as: Int32.self), pid > 0 else {
      throw UsageError("'\(text)' is no PID: a number from 1 on")
    }
    return pid
  }

  /// Parses the values of `--user`: UIDs, and names that are not looked up yet.
  static func users(
    _ text: String
  ) throws(UsageError) -> (numbers: Criterion<UInt32>, names: Criterion<String>) {
    let users = try criterion(text) { (word) in [word] }
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
