/// One thing that is asked of a socket: alternatives of which one has to hold, and exceptions of
/// which none may.
public struct Criterion<Value: Sendable>: Sendable {
  /// Where this is empty, everything is allowed.
  public var allowed: [Value] = []
  public var refused: [Value] = []

  public init(allowed: [Value] = [], refused: [Value] = []) {
    self.allowed = allowed
    self.refused = refused
  }

  public var isEmpty: Bool { allowed.isEmpty && refused.isEmpty }

  /// Adds the alternatives and exceptions of another criterion.
  public mutating func add(_ other: Criterion) {
    allowed += other.allowed
    refused += other.refused
  }

  /// - Parameter isMet: Whether a value is true of the socket.
  func admits(_ isMet: (Value) -> Bool) -> Bool {
    (allowed.isEmpty || allowed.contains(where: isMet)) && !refused.contains(where: isMet)
  }
}
