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
  func matches(_ isMet: (Value) -> Bool) -> Bool { matches(isMet, excludedIf: isMet) }

  /// Whether a socket meets the condition.
  ///
  /// - Parameters:
  ///   - mayMatch: Whether the socket may match a value.
  ///   - doesMatch: Whether it is known to match a value. What is unknown excludes no socket.
  func matches(_ mayMatch: (Value) -> Bool, excludedIf doesMatch: (Value) -> Bool) -> Bool {
    (included.isEmpty || included.contains(where: mayMatch))
      && !excluded.contains(where: doesMatch)
  }
}
