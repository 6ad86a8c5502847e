import Glibc

/// A signal that can be sent to a process, see signal(7).
struct Signal: Hashable, Sendable {
  /// The number on this machine; 0 only checks whether a signal could be sent (kill(2)).
  let number: Int32
  /// The name without `SIG`; the number if it has none.
  let name: String

  private init(_ name: String, _ number: Int32) {
    self.name = name
    self.number = number
  }

  static let terminate = Signal("TERM", SIGTERM)
  static let kill = Signal("KILL", SIGKILL)

  /// The signals with names, those that are used most first.
  static let named = [
    terminate, Signal("INT", SIGINT), Signal("QUIT", SIGQUIT), kill,
    Signal("HUP", SIGHUP), Signal("USR1", SIGUSR1), Signal("USR2", SIGUSR2),
    Signal("STOP", SIGSTOP), Signal("CONT", SIGCONT), Signal("TSTP", SIGTSTP),
    Signal("ABRT", SIGABRT), Signal("ALRM", SIGALRM), Signal("WINCH", SIGWINCH),
    Signal("URG", SIGURG), Signal("PIPE", SIGPIPE), Signal("CHLD", SIGCHLD),
  ]

  /// The largest number, of the last real-time signal: `SIGRTMAX`.
  static let maxNumber: Int32 = 64

  /// Parses a name, in any case and with or without `SIG`, or a number from 0 to ``maxNumber``.
  init?(_ text: String) {
    if let number = Int32(text), text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      guard 0...Self.maxNumber ~= number else { return nil }
      self = Self.named.first { $0.number == number } ?? Signal("\(number)", number)
      return
    }
    let word = text.uppercased()
    let name = word.hasPrefix("SIG") ? String(word.dropFirst(3)) : word
    guard let signal = Self.named.first(where: { $0.name == name }) else { return nil }
    self = signal
  }

  /// Whether the signal asks a process to end, or ends it. Other signals may end it too, but are
  /// sent for other purposes, such as to reload a configuration.
  var isForEnding: Bool { [SIGTERM, SIGINT, SIGQUIT, SIGKILL].contains(number) }

  /// Whether a process cannot catch or ignore it.
  var isCertain: Bool { number == SIGKILL }

  /// Whether systemd counts the end of a process by this signal as clean (`SIGTERM`, `SIGINT`, `SIGHUP`
  /// and `SIGPIPE` in systemd.service(5), "SuccessExitStatus").
  var isCleanEnd: Bool { [SIGTERM, SIGINT, SIGHUP, SIGPIPE].contains(number) }
}
