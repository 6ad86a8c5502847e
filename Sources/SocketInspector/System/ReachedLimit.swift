/// The first error in a proc tree that was caused by a limit on open files or memory.
///
/// Much of what is read there is optional: if the name of a process cannot be read, it is unknown, and
/// reading continues. So that the cause is reported, the error is recorded here.
final class ReachedLimit: Sendable {
  private let first = LockedValue<SystemError?>(nil)

  /// Records the first error whose ``SystemError/isLimit`` is true.
  func record(_ error: SystemError) {
    if error.isLimit { first.withLock { if $0 == nil { $0 = error } } }
  }

  var error: SystemError? { first.withLock { $0 } }
}
