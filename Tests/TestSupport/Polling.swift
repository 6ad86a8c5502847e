import Foundation

/// What a test waited for did not come.
public struct TimedOut: Error, CustomStringConvertible {
  public let description: String

  public init(description: String) {
    self.description = description
  }
}

/// Asks until there is an answer.
///
/// Other tests start programs meanwhile. Until such a child runs its program, it holds copies of
/// all our descriptors: a connection that we closed is not closed yet, and a socket has an owner
/// more. So what a live test looks at may need a moment to be as it should.
///
/// - Parameter look: Gives nil as long as what was asked for is not there.
/// - Throws: ``TimedOut`` after thirty seconds, or what `look` throws.
public func eventually<Value>(
  _ what: String, _ look: () throws -> Value?
) throws -> Value {
  let deadline = Date.now + 30
  repeat {
    if let value = try look() { return value }
    usleep(2_000)
  } while Date.now < deadline
  throw TimedOut(description: "\(what): not within thirty seconds")
}
