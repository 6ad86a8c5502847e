import SocketInspector

/// A signal that was sent to processes, and what has become of them so far.
struct SignalDelivery {
  /// How long to wait for their end, in seconds.
  let timeout: Double
  private let start = MonotonicTime.now
  /// What became of each process, in the order of the targets; ``SignalResult/sent`` for one that has not
  /// ended yet.
  private(set) var results: [SignalResult] = []
  /// The processes that have not ended yet, by their place among the targets.
  private var running: [Int: ProcessHandle] = [:]

  init(timeout: Double) { self.timeout = timeout }

  /// Whether there is nothing more to wait for.
  var isComplete: Bool { running.isEmpty }

  /// Adds what became of the next target.
  ///
  /// - Parameter handle: Refers to the process if its end is waited for.
  mutating func add(_ result: SignalResult, waitingFor handle: ProcessHandle? = nil) {
    if let handle { running[results.count] = handle }
    results.append(result)
  }

  /// Waits until every process has ended, the time is up, or the deadline has passed.
  ///
  /// - Parameter deadline: nil to wait as long as the timeout allows.
  mutating func wait(until deadline: MonotonicTime? = nil) {
    let end = start.adding(seconds: timeout)
    while !running.isEmpty {
      let ended = ProcessHandle.ended(
        among: Array(running.values), before: deadline.map { min($0, end) } ?? end)
      let seconds = MonotonicTime.now.seconds(since: start)
      for (index, handle) in running where ended.contains(handle.pid) {
        results[index] = .ended(after: seconds)
        running[index] = nil
      }
      if ended.isEmpty { break }
    }
    if MonotonicTime.now < end { return }
    for index in running.keys { results[index] = .remains(after: timeout) }
    running = [:]
  }
}
