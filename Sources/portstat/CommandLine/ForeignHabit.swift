/// What users of another program type, and what to type instead.
struct ForeignHabit: Sendable {
  /// The forms that are recognized.
  enum Pattern: Sendable {
    /// An option: a name without its dashes, or a letter.
    case option([String])
    /// A word that is not a valid selector.
    case word([String])
    /// A command that portstat accepts, or that has a parser of its own (``LsofCommand``, ``SSFilter``). It is
    /// listed for the documentation.
    case documentedOnly
  }

  /// What to type instead. `VALUE` stands for the value of the option or the next word; without one, for
  /// ``placeholder``.
  enum Answer: Sendable {
    /// Arguments of portstat.
    case arguments(String)
    /// The option of an output format: `--json`.
    case format
    /// A whole command, such as `ip route`.
    case command(String)
    /// Nothing: the reason says why.
    case nothing
  }

  let pattern: Pattern
  /// Why the option or word is not accepted, if the answer does not show it.
  let reason: String
  let answer: Answer
  /// What stands for a value that is missing.
  let placeholder: String
  /// The command as the documentation lists it, such as `lsof -i:8080`; nil if it does not.
  let documented: String?
  /// The value in the documented command.
  let sample: String?
  /// The keyword of ss that means the same, and takes the same values.
  let key: String?
  /// Arguments of portstat that are meant without a value; nil if the value is only missing.
  let alone: String?

  init(
    _ pattern: Pattern, _ answer: Answer, because reason: String = "",
    placeholder: String = "PORT", documented: String? = nil, sample: String? = nil,
    key: String? = nil, alone: String? = nil
  ) {
    self.pattern = pattern
    self.answer = answer
    self.reason = reason
    self.placeholder = placeholder
    self.documented = documented
    self.sample = sample
    self.key = key
    self.alone = alone
  }

  /// Whether the answer has a place for a value.
  var takesValue: Bool {
    if case .arguments(let text) = answer { text.contains("VALUE") } else { false }
  }

  /// The answer as it is typed; nil if there is none.
  func text(value: String?) -> String? {
    if value == nil, let alone { return alone }
    return switch answer {
    case .arguments(let text): Offer.commandLine(filled(text, value.map { Offer([$0]).quoted }))
    case .command(let text): filled(text, value)
    case .format:
      value?.lowercased() == "wide"
        ? "--wide"
        : OutputFormat(rawValue: value?.lowercased() ?? "")?.option ?? "--format \(placeholder)"
    case .nothing: nil
    }
  }

  /// Inserts the value. Without a placeholder, `--watch=VALUE` is `--watch`.
  private func filled(_ text: String, _ value: String?) -> String {
    guard value == nil, placeholder.isEmpty else {
      return text.replacing("VALUE", with: value ?? placeholder)
    }
    return text.replacing("=VALUE", with: "")
  }

  /// - Parameters:
  ///   - problem: What was typed: `unknown option '--dport'`.
  ///   - value: The value of the option or the next word.
  func error(_ problem: String, value: String?) -> UsageError {
    let problem = reason.isEmpty ? problem : "\(problem): \(reason)"
    return text(value: value).map { UsageError(problem, instead: $0) } ?? UsageError(problem)
  }

  /// The answer for a value; that for any value if portstat does not accept it either.
  func error(_ problem: String, accepting value: String?) -> UsageError {
    if let value, case .format = answer {
      if value.lowercased() == "wide" { return error(problem, value: value) }
      if Offer(["--format", value]).isAccepted { return error(problem, value: value) }
      let formats = UsageError.list(OutputFormat.allCases.map(\.rawValue))
      return UsageError("\(problem): invalid format '\(value)': expected \(formats)")
    }
    guard let value, case .arguments(let text) = answer, text.contains("VALUE") else {
      return error(problem, value: value)
    }
    if case .arguments("--watch=VALUE") = answer {
      let seconds = ValueParser.duration(value) ?? value
      return error(problem, value: Offer(["--watch=\(seconds)"]).isAccepted ? seconds : "SECONDS")
    }
    let offers = text.split(separator: " or ").map { part in
      Offer(part.split(separator: " ").map { String($0).replacing("VALUE", with: value) })
    }
    if let rejected = offers.first(where: { !$0.isAccepted }) {
      return rejected.error(problem, usual: self.text(value: nil))
    }
    return error(problem, value: value)
  }
}
