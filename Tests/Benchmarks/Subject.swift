/// A part of the program that is measured with different numbers of items.
struct Subject: Sendable {
  /// Processes all items once. It starts and ends the measured parts itself, and throws ``Failure`` if the
  /// result is wrong.
  typealias Run = (Stopwatch) throws -> Void

  let name: String
  /// The name of an item, such as `row`.
  let item: String
  /// The maximum number of items.
  var maxItems = 1_000_000
  /// The maximum number of allocations per item, checked with 1,000 or more items; nil for no limit.
  var maxAllocations: Double?
  /// Prepares a run with a number of items. The preparation is not measured.
  let prepare: @Sendable (Int) throws -> Run
}

/// An invalid command line, or a wrong result of a subject.
struct Failure: Error, CustomStringConvertible {
  let description: String

  static func check(_ what: String, _ value: Int, is expected: Int) throws {
    if value != expected { throw Failure(description: "\(what): \(value), not \(expected)") }
  }
}
