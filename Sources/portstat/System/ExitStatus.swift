import Glibc

/// How the program ends. The manual explains each under EXIT STATUS.
enum ExitStatus: Int32 {
  /// At least one socket matched, or a plain listing was printed.
  case success = 0
  /// A selector or filter was given and nothing matched.
  case noMatch = 1
  /// The command line was wrong.
  case usage = 2
  /// Owners were asked for and could not be seen.
  case denied = 3
  /// The kernel's tables could not be read, or the output could not be written.
  case failure = 4

  func exit() -> Never { Glibc.exit(rawValue) }
}
