/// The first limit, on open files or on memory, that was reached in a proc tree.
///
/// Much of what is read there is optional: a name or a host name that cannot be read is unknown, so
/// reading continues. The first limit is recorded here and reported.
final class ReachedLimit: Sendable {
  private let first = LockedValue<SystemError?>(nil)

  /// Records the first error whose ``SystemError/isLimit`` is true.
  func note(_ error: SystemError) {
    if error.isLimit { first.withLock { if $0 == nil { $0 = error } } }
  }

  var error: SystemError? { first.withLock { $0 } }
}
