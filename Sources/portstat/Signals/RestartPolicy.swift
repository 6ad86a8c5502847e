/// When systemd starts a service again after its main process ended: `Restart=` in systemd.service(5).
enum RestartPolicy: String, Equatable {
  case never = "no"
  case onSuccess = "on-success"
  case onFailure = "on-failure"
  case onAbnormal = "on-abnormal"
  case onWatchdog = "on-watchdog"
  case onAbort = "on-abort"
  case always

  /// How likely a restart is.
  enum Restart: Equatable {
    case excluded
    /// It depends on how the process ends: it can catch the signal and exit with any status.
    case possible
    case certain
  }

  /// Whether the service is started again after a signal to its main process, from the table "Exit causes
  /// and the effect of the Restart= settings" in systemd.service(5).
  func restart(after signal: Signal) -> Restart {
    switch self {
    case .never, .onWatchdog: .excluded
    case .always: .certain
    // A process that catches the signal may exit with status 0; KILL cannot be caught and is unclean.
    case .onSuccess: signal.isCertain ? .excluded : .possible
    case .onFailure: signal.isCertain ? .certain : .possible
    // A clean signal and any exit status exclude a restart.
    case .onAbnormal, .onAbort:
      signal.isCertain ? .certain : signal.isCleanEnd ? .excluded : .possible
    }
  }
}
