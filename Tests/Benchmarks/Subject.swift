/// Something that the program does with each of many items.
struct Subject: Sendable {
  /// One run over all items. It begins and ends the measured parts itself, and throws when the work
  /// did not come out as it has to.
  typealias Run = (Stopwatch) throws -> Void

  let name: String
  /// What an item is.
  let item: String
  /// With how many items it is measured at most.
  var mostItems = 1_000_000
  /// How many allocations an item may take at most, where there are a thousand or more of them; nil
  /// where nobody holds it to anything.
  var mostAllocations: Double?
  /// Prepares a number of items, which is not measured.
  let prepare: @Sendable (Int) throws -> Run
}

/// A command line that says nothing, or work that gave something else than it has to.
struct Failure: Error, CustomStringConvertible {
  let description: String

  static func check(_ what: String, _ value: Int, is expected: Int) throws {
    if value != expected { throw Failure(description: "\(what): \(value), not \(expected)") }
  }
}
