/// An option of the command line. Help, the manual and the shell completions are generated from it.
struct Option: Sendable {
  /// The heading under which the help and the manual list the option.
  enum Section: String, CaseIterable, Sendable {
    case selection = "Which sockets"
    case filters = "Filters"
    case output = "Output"
    case watch = "Watch"
    case wait = "Wait"
    case signal = "Signals"
    case other = "Other"
  }

  /// The argument of an option: a placeholder, and how a shell completes it.
  enum Argument: Sendable {
    case none
    /// A value after `=`, or the next word.
    case required(String, Completion)
    /// An optional value, which has to be attached: `-c5`, `--watch=5`.
    case attached(String, Completion)
  }

  /// How a shell can complete a value.
  enum Completion: Sendable {
    case nothing
    /// One of these words.
    case word(of: [String])
    /// Several of these words, separated by commas.
    case list(of: [String])
    case columns
    case sortKeys
    case countedColumns
    case ports
    case addresses
    case pids
    case processNames
    /// What a column of text shows now.
    case values(ofColumn: String)
    case users
    case interfaces
    case namespaces
    case directory
  }

  /// The placeholders of the value, such as `NAME` and `UID` in `NAME|UID,...`.
  var placeholders: Set<String> {
    switch argument {
    case .none: []
    case .required(let text, _), .attached(let text, _):
      Set(text.split { !$0.isUppercase }.map(String.init))
    }
  }

  /// Whether the option has a name after `--`.
  func isNamed(_ name: String) -> Bool { long == name || aliases.contains(name) }

  /// The name after `--`, and the names that other tools use.
  var names: [String] { [long] + aliases }

  /// The name after `--`.
  let long: String
  /// The letter after `-`.
  let short: Character?
  /// Names that other tools use, which are accepted too.
  let aliases: [String]
  let section: Section
  var argument: Argument { makeArgument() }
  /// The line in `--help`.
  var summary: String { makeSummary() }
  /// The text that the manual adds to the summary.
  var details: String { makeDetails() }
  // Most runs need neither texts nor lists of words. Making all of them took a tenth of the time of
  // `portstat -V`.
  private let makeArgument: @Sendable () -> Argument
  private let makeSummary: @Sendable () -> String
  private let makeDetails: @Sendable () -> String
  /// Applies the option to the arguments, given its value; empty for an option without one.
  let apply: @Sendable (inout Arguments, String) throws(UsageError) -> Void

  init(
    _ long: String, _ short: Character? = nil, aliases: [String] = [], in section: Section,
    takes argument: @autoclosure @escaping @Sendable () -> Argument = .none,
    _ summary: @autoclosure @escaping @Sendable () -> String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    apply: @escaping @Sendable (inout Arguments, String) throws(UsageError) -> Void
  ) {
    self.long = long
    self.short = short
    self.aliases = aliases
    self.section = section
    makeArgument = argument
    makeSummary = summary
    makeDetails = details
    self.apply = apply
  }
}
