import SocketInspector

/// Sends a signal to processes and waits until they have ended.
struct SignalSender {
  let signal: Signal
  /// How long to wait, in seconds.
  let timeout: Double
  let tree: ProcFileSystem

  /// Signals every process, then waits until all have ended or the time is up. Each process is identified
  /// again before: another may have its PID, or it may have closed the socket.
  ///
  /// - Returns: What became of each, in the same order.
  func send(to targets: [SignalTarget]) -> [SignalResult] {
    let start = MonotonicTime.now
    var results: [SignalResult] = []
    var running: [Int: ProcessHandle] = [:]
    for (index, target) in targets.enumerated() {
      do throws(SystemError) {
        let handle = try ProcessHandle(target.pid)
        let (result, isSignaled) = try send(to: target, handle)
        results.append(result)
        if isSignaled, signal.isForEnding { running[index] = handle }
      } catch {
        results.append(error.isGone ? .alreadyEnded : .failed(error))
      }
    }
    let deadline = start.adding(seconds: timeout)
    while !running.isEmpty {
      let ended = ProcessHandle.ended(among: Array(running.values), before: deadline)
      let seconds = MonotonicTime.now.seconds(since: start)
      for (index, handle) in running where ended.contains(handle.pid) {
        results[index] = .ended(after: seconds)
        running[index] = nil
      }
      if ended.isEmpty {
        for index in running.keys { results[index] = .remains(after: timeout) }
        break
      }
    }
    return results
  }

  /// Identifies the process that a handle refers to, and signals it if it is the one that is meant.
  ///
  /// The handle is opened before. If its process ended meanwhile and another took the PID, what is read here
  /// does not match, or the signal fails because the handle's process is gone.
  private func send(
    to target: SignalTarget, _ handle: ProcessHandle
  ) throws(SystemError) -> (SignalResult, isSignaled: Bool) {
    let (now, hasSocketOpen) = try tree.recheck(target.descriptors, of: target.pid)
    if !now.isSameProcess(as: target.process) { return (.replaced, false) }
    // A process that has ended and that its parent has not waited for has no descriptors.
    if !hasSocketOpen { return (handle.hasEnded ? .alreadyEnded : .released, false) }
    try handle.send(signal)
    return (.sent, true)
  }
}
