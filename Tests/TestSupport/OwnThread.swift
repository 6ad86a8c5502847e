import Foundation

/// A thread that ends with the work that it was started for. An `EventPoller` blocks signals in its
/// thread permanently, and programs that other tests start from the same thread would inherit that.
public enum OwnThread {
  public static func run<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) throws -> Result {
    nonisolated(unsafe) var result: Swift.Result<Result, any Error>?
    let isDone = DispatchSemaphore(value: 0)
    let thread = Thread {
      result = Swift.Result { try body() }
      isDone.signal()
    }
    thread.start()
    isDone.wait()
    guard let result else { throw TimedOut(description: "the thread returned no result") }
    return try result.get()
  }
}
