/// The first limit, on open files or on memory, that was reached in a proc tree.
///
/// Much of what is read there is optional: where a name or a host name cannot be read, it is unknown,
/// and the reading goes on. This keeps that from being silent where the limit is the cause.
final class ReachedLimit: Sendable {
  private let first = Locked<SystemError?>(nil)

  /// Keeps an error that ``SystemError/isLimit``, if it is the first.
  func note(_ error: SystemError) {
    if error.isLimit { first.withLock { if $0 == nil { $0 = error } } }
  }

  var error: SystemError? { first.withLock { $0 } }
}
