import Glibc

/// The exit status of the program; see EXIT STATUS in the manual.
enum ExitStatus: Int32 {
  /// At least one socket matched, or a listing without selectors and filters was printed.
  case success = 0
  /// A selector or filter was given, and nothing matched.
  case noMatch = 1
  /// The command line was invalid.
  case usage = 2
  /// The result is uncertain because owners are hidden.
  case denied = 3
  /// The kernel's tables could not be read, or the output could not be written.
  case failure = 4

  func exit() -> Never { Glibc.exit(rawValue) }
}
