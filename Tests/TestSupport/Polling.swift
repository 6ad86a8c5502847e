import Foundation

/// A condition that did not become true in time.
public struct TimedOut: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) {
    self.description = description
  }
}

/// Repeats a check until it returns a value.
///
/// Tests that run in parallel start programs. Until such a child executes its program, it has copies of
/// all descriptors of the tests: a connection that was closed is still open, and a socket has one more
/// owner. So the result that a test expects may take a moment.
///
/// - Parameter check: Returns nil until the expected result is there.
/// - Throws: ``TimedOut`` after 120 seconds, or the error that `check` throws.
public func eventually<Value>(
  _ what: String, _ check: () throws -> Value?
) throws -> Value {
  let deadline = Date.now + 120
  repeat {
    if let value = try check() { return value }
    usleep(2_000)
  } while Date.now < deadline
  throw TimedOut(description: "\(what): not within 120 seconds")
}
