extension Criterion {
  /// Parses values that are separated by commas. A value with the prefix `^` is excluded.
  ///
  /// - Parameter parse: Parses one value, which may stand for several.
  /// - Throws: ``FilterTextError`` if a value is empty or invalid.
  public init(
    parsing text: String, _ parse: (String) throws(FilterTextError) -> [Value]
  ) throws(FilterTextError) {
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isExcluded = word.hasPrefix("^")
      let value = isExcluded ? word.dropFirst() : word
      if value.isEmpty { throw FilterTextError(text, .emptyValue) }
      let values = try parse(String(value))
      if isExcluded { excluded += values } else { included += values }
    }
  }
}

extension Criterion<Filter.Selector> {
  /// Parses selectors: `tcp/443,^127.0.0.0/8`.
  ///
  /// - Throws: ``FilterTextError`` if one is invalid.
  public init(_ text: String) throws(FilterTextError) {
    try self.init(parsing: text, Filter.Selector.selectors)
  }
}

extension Criterion<PortPattern> {
  /// Parses ports, ranges and services: `443,8000-8100,^https`.
  ///
  /// - Throws: ``FilterTextError`` if one is invalid.
  public init(_ text: String) throws(FilterTextError) {
    try self.init(parsing: text, PortPattern.patterns)
  }
}

extension Criterion<IPNetwork> {
  /// Parses addresses and networks: `10.0.0.0/8,^10.0.0.7`.
  ///
  /// - Throws: ``FilterTextError`` if one is invalid.
  public init(_ text: String) throws(FilterTextError) {
    try self.init(parsing: text) { (word) throws(FilterTextError) in [try IPNetwork(word)] }
  }
}
