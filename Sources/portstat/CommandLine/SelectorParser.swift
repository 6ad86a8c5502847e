import SocketInspector

/// Parses selectors: ``Filter/Selector/selectors(_:)`` lists the notations.
enum SelectorParser {
  /// - Parameter text: One or more selectors, separated by commas; one with the prefix `^` is excluded.
  /// - Throws: ``UsageError`` if one is invalid.
  static func selectors(_ text: String) throws(UsageError) -> Criterion<Filter.Selector> {
    if text.isEmpty {
      throw UsageError("empty selector: expected a port, a service or an address")
    }
    return try ValueParser.parse(text) { (text) throws(FilterTextError) in try Criterion(text) }
  }
}
