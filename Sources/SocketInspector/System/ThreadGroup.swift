internal import CLinux
import Glibc
internal import Synchronization

/// Threads that all run the same work.
///
/// A thread may fail to start, so the number of threads can be lower than requested, even 0. The threads and
/// the one that creates the group therefore take their work from a shared source, and the latter can do all
/// of it.
struct ThreadGroup: ~Copyable, Sendable {
  private var threads: [pthread_t] = []

  init(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    if count < 1 { return }
    var attributes = pthread_attr_t()
    guard unsafe pthread_attr_init(&attributes) == 0 else { return }
    defer { unsafe pthread_attr_destroy(&attributes) }
    guard unsafe pthread_attr_setstacksize(&attributes, threadStackSize) == 0 else { return }
    for _ in 0..<count {
      let work = unsafe Unmanaged.passRetained(ThreadWork(body))
      var thread = pthread_t()
      let code = unsafe pthread_create(&thread, &attributes, runThreadWork, work.toOpaque())
      guard code == 0 else {
        unsafe work.release()
        break
      }
      threads.append(thread)
    }
  }

  /// Waits for all threads. `deinit` does the same.
  consuming func join() {}

  deinit {
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// Computes `count` results on as many threads as there are processors.
///
/// - Parameter work: Computes the result for an index, on any thread.
/// - Returns: The results, by index.
package func parallelMap<Result: Sendable>(
  _ count: Int, _ work: @escaping @Sendable (Int) -> Result
) -> [Result] {
  let job = ParallelJob(count, work)
  let helpers = ThreadGroup(min(count, processorCount) - 1) { job.work() }
  job.work()
  helpers.join()
  return job.results
}

private final class ParallelJob<Result: Sendable>: Sendable {
  private let counter: WorkCounter
  private let body: @Sendable (Int) -> Result
  private let done = LockedValue<[Int: Result]>([:])

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Result) {
    counter = WorkCounter(count)
    self.body = body
  }

  func work() {
    while let index = counter.next() {
      let result = body(index)
      done.withLock { $0[index] = result }
    }
  }

  var results: [Result] { done.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value) }
}

/// Distributes the indices 0 to `count` - 1 among threads, each exactly once.
final class WorkCounter: Sendable {
  private let count: Int
  private let taken = Atomic<Int>(0)

  init(_ count: Int) {
    self.count = count
  }

  /// The next index; nil after the last one.
  func next() -> Int? {
    let index = taken.add(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}

/// The number of processors that are online: get_nprocs(3). It reads `/sys/devices/system/cpu/online`, so it
/// is called only once.
package let processorCount = Int(get_nprocs())

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
