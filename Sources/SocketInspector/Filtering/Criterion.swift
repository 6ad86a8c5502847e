/// A condition on one property of a socket: it has to match one of the included values, and none of the
/// excluded ones.
public struct Criterion<Value: Sendable>: Sendable {
  /// If this is empty, every value is included.
  public var included: [Value] = []
  /// A socket that matches one of these does not meet the condition.
  public var excluded: [Value] = []

  /// Creates a condition; without values, every socket meets it.
  public init(included: [Value] = [], excluded: [Value] = []) {
    self.included = included
    self.excluded = excluded
  }

  /// Whether there are no values, so that every socket meets the condition.
  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

  /// Adds the values of another criterion.
  public mutating func add(_ other: Criterion) {
    included += other.included
    excluded += other.excluded
  }

  /// Whether a socket meets the condition.
  ///
  /// - Parameter isMet: Whether the socket matches a value.
  func matches(_ isMet: (Value) -> Bool) -> Bool {
    (included.isEmpty || included.contains(where: isMet)) && !excluded.contains(where: isMet)
  }
}
