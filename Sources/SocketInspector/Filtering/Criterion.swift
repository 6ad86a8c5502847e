/// One thing that is asked of a socket: alternatives of which one has to hold, and exceptions of
/// which none may.
public struct Criterion<Value: Sendable>: Sendable {
  /// Where this is empty, everything is allowed.
  public var included: [Value] = []
  public var excluded: [Value] = []

  public init(included: [Value] = [], excluded: [Value] = []) {
    self.included = included
    self.excluded = excluded
  }

  public var isEmpty: Bool { included.isEmpty && excluded.isEmpty }

  /// Adds the alternatives and exceptions of another criterion.
  public mutating func add(_ other: Criterion) {
    included += other.included
    excluded += other.excluded
  }

  /// - Parameter isMet: Whether a value is true of the socket.
  func matches(_ isMet: (Value) -> Bool) -> Bool {
    (included.isEmpty || included.contains(where: isMet)) && !excluded.contains(where: isMet)
  }
}
