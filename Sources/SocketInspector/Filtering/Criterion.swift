/// A condition on one property of a socket: it has to match one of the included values, and none of the
/// excluded ones.
public struct Criterion<Value: Sendable>: Sendable {
  /// If this is empty, every value is included.
  public var included: [Value] = []
  public var excluded: [Value] = []

  public init(included: [Value] = [], excluded: [Value] = []) {
    self.included = included
    self.excluded = excluded
  }

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
