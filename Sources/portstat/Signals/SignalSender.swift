import SocketInspector

/// Sends a signal to processes and waits until they have ended.
struct SignalSender {
  let signal: Signal
  /// How long to wait, in seconds.
  let timeout: Double
  let tree: ProcFileSystem

  /// Signals every process, then waits until all have ended or the time is up.
  ///
  /// - Returns: What became of each, in the same order.
  func send(to targets: [SignalTarget]) -> [SignalResult] {
    var delivery = deliver(to: targets)
    delivery.wait()
    return delivery.results
  }

  /// Signals every process without waiting. Each process is identified again before: another may have its PID,
  /// or it may have closed the socket.
  func deliver(to targets: [SignalTarget]) -> SignalDelivery {
    var delivery = SignalDelivery(timeout: timeout)
    for target in targets {
      do throws(SystemError) {
        let handle = try ProcessHandle(target.pid)
        let (result, isSignaled) = try send(to: target, handle)
        delivery.add(result, waitingFor: isSignaled && signal.isForEnding ? handle : nil)
      } catch {
        delivery.add(error.isGone ? .alreadyEnded : .failed(error))
      }
    }
    return delivery
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
