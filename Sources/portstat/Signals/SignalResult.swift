import SocketInspector

/// What became of a signal to a process.
enum SignalResult: Equatable {
  /// The process ended, after this many seconds.
  case ended(after: Double)
  /// The process had ended before the signal was sent.
  case alreadyEnded
  /// The process still ran at the end of the wait, which took this many seconds.
  case remains(after: Double)
  /// The signal was sent, and nothing was waited for.
  case sent
  /// Another process has the PID by now; it was not signaled.
  case replaced
  /// The process had closed the sockets; it was not signaled.
  case released
  case failed(SystemError)

  /// Whether the process has ended, so that its PID may belong to another one.
  var hasEnded: Bool {
    switch self {
    case .ended, .alreadyEnded, .replaced: true
    case .remains, .sent, .released, .failed: false
    }
  }

  /// Whether the process may still have the socket open against the user's will.
  var isFailure: Bool {
    switch self {
    case .ended, .alreadyEnded, .sent, .replaced, .released: false
    case .remains, .failed: true
    }
  }

  /// What happened to the process, such as `ended after 0.3 s`.
  func description(of signal: Signal) -> String {
    switch self {
    case .ended(let seconds): "ended after \(TimeText.seconds(seconds))"
    case .alreadyEnded: "had already ended"
    case .remains(let seconds):
      "did not end within \(TimeText.seconds(seconds))"
        + (signal.isCertain ? "" : "; --signal=KILL ends it without giving it time to clean up")
    case .sent: signal.number == 0 ? "can be signaled" : "received \(signal.name)"
    case .replaced: "was not signaled: the PID now belongs to another process"
    case .released: "was not signaled: it has closed the socket"
    case .failed(let error) where error.isDenied:
      "was not signaled (permission denied); run as root or as the user of the process"
    case .failed(let error) where error.isMissing:
      "was not signaled: only pidfd_open(2) is safe from signaling another process, and requires Linux 5.3"
    case .failed(let error): "was not signaled: \(error)"
    }
  }
}
