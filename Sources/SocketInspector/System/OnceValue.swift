/// A value that is computed at most once, when it is first asked for. Safe to use from several threads.
struct OnceValue<Value: Sendable>: Sendable {
  private let known = LockedValue<Value?>(nil)

  /// - Parameter compute: Computes the value. Other threads that ask meanwhile wait for it.
  func value(_ compute: () -> Value) -> Value {
    known.withLock { known in
      if let known { return known }
      let value = compute()
      known = value
      return value
    }
  }
}
