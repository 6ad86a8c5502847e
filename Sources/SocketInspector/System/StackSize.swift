internal import CLinux
import Glibc

/// The stack size of every thread of this package, in bytes. By default, it would be the soft limit at
/// program start (`ulimit -s`), which may be too small, or `unlimited`, for which the C library chooses a
/// size.
let threadStackSize = 1 << 20

/// Runs `body` with at least ``threadStackSize`` bytes of stack: on a separate thread if the limit of the
/// main thread's stack (`ulimit -s`) is lower, otherwise on the calling thread.
///
/// Call it on the main thread before any other thread exists. While a separate thread runs, the calling
/// thread blocks every signal, so that signals reach `body` as if it ran alone: it can block signals and read
/// them with signalfd(2). If no thread can be started, `body` runs on the calling thread.
package func runWithEnoughStack<Result: Sendable>(
  _ body: @escaping @Sendable () -> Result
) -> Result {
  var limit = rlimit()
  let isKnown = unsafe getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
  if !isKnown || limit.rlim_cur >= rlim_t(threadStackSize) { return body() }
  var all = sigset_t()
  var original = sigset_t()
  unsafe sigfillset(&all)
  // sigfillset(3) omits the two signals that the C library reserves.
  for signal in Int32(32)...33 { unsafe linux_sigaddset(&all, signal) }
  _ = unsafe linux_sigmask(SIG_SETMASK, &all, &original)
  let mask = original
  let result = LockedValue<Result?>(nil)
  let thread = ThreadGroup(1) {
    var mask = mask
    _ = unsafe linux_sigmask(SIG_SETMASK, &mask, nil)
    let value = body()
    result.withLock { $0 = value }
  }
  thread.join()
  _ = unsafe linux_sigmask(SIG_SETMASK, &original, nil)
  return result.withLock { $0 } ?? body()
}
