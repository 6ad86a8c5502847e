/// What `--wait` and `--wait-gone` ask for.
struct WaitRequest: Hashable, Sendable {
  enum Goal: Sendable {
    /// A socket matches.
    case exists
    /// No socket matches anymore.
    case gone
  }

  let goal: Goal
  /// How long to wait, in seconds; nil for no limit.
  let timeout: Double?

  /// - Parameter text: The value of the option, in seconds; empty for no limit.
  /// - Throws: ``UsageError`` for anything else.
  init(_ goal: Goal, for text: String) throws(UsageError) {
    self.goal = goal
    if text.isEmpty {
      timeout = nil
      return
    }
    guard let seconds = ValueParser.seconds(text), 0...86400 ~= seconds else {
      throw UsageError("invalid number of seconds '\(text)': expected 0 to 86400")
    }
    timeout = seconds
  }

  private var option: String {
    switch goal {
    case .exists: "--wait"
    case .gone: "--wait-gone"
    }
  }

  /// Checks that the option can be combined with the others.
  ///
  /// - Throws: ``UsageError`` if it cannot.
  func check(_ arguments: Arguments) throws(UsageError) {
    if arguments.watchInterval != nil { throw UsageError.excluding(option, "--watch") }
    if arguments.mode == .signal { throw UsageError.excluding(option, "--signal") }
  }

  /// Checks what the wait is for.
  ///
  /// - Throws: ``UsageError`` if every socket, or every listening one, would end it.
  func check(hasCriteria: Bool) throws(UsageError) {
    if hasCriteria { return }
    throw UsageError("\(option) requires a selector or a filter, as in portstat \(option) 8080")
  }
}
