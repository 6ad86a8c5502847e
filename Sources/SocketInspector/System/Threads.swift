internal import CLinux
import Glibc

/// Threads that all run the same work.
///
/// Threads that cannot be started are done without, so the work has to come from a shared place,
/// and the thread that started them has to be able to do all of it.
struct Threads: ~Copyable {
  private var threads: [pthread_t] = []

  init(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    for _ in 0..<max(count, 0) {
      let work = unsafe Unmanaged.passRetained(ThreadWork(body))
      var thread = pthread_t()
      let code = unsafe pthread_create(&thread, nil, runThreadWork, work.toOpaque())
      guard code == 0 else {
        unsafe work.release()
        break
      }
      threads.append(thread)
    }
  }

  /// Waits until each has come to its end, which also the end of this value's life does.
  consuming func join() {}

  deinit {
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// How many threads can run at the same time on the processors this process may use.
var processorCount: Int { Int(get_nprocs()) }

private final class ThreadWork: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }
}

private func runThreadWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let context = unsafe context {
    unsafe Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().body()
  }
  return nil
}
