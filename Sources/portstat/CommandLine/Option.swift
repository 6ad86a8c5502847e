/// An option of the command line. Help, the manual and the completions are made from it.
struct Option: Sendable {
  /// The heading under which help and manual list the option.
  enum Section: String, CaseIterable, Sendable {
    case selection = "Which sockets"
    case filters = "Filters"
    case output = "Output"
    case watch = "Watch"
    case other = "Other"
  }

  /// What may follow the option.
  enum Argument: Sendable {
    case none
    /// A value, after `=` or as the next word.
    case required(String, Completion)
    /// A value that has to be attached: `-c5`, `--watch=5`.
    case attached(String, Completion)
  }

  /// How a shell can complete a value.
  enum Completion: Sendable {
    case nothing
    /// One of these words.
    case word(of: [String])
    /// Several of these words with commas between.
    case list(of: [String])
    case columns
    case sortKeys
    case ports
    case addresses
    case pids
    case processNames
    case users
    case directory
  }

  /// The name after `--`.
  let long: String
  /// The letter after `-`.
  let short: Character?
  /// Other tools' names for it that are accepted too.
  let aliases: [String]
  let section: Section
  let argument: Argument
  /// One line for `--help`.
  let summary: String
  /// What the manual says beyond the summary.
  let details: String
  /// Takes the option's value, empty for an option without one.
  let apply: @Sendable (inout Arguments, String) throws(UsageError) -> Void

  init(
    _ long: String, _ short: Character? = nil, aliases: [String] = [], in section: Section,
    takes argument: Argument = .none, _ summary: String, details: String = "",
    apply: @escaping @Sendable (inout Arguments, String) throws(UsageError) -> Void
  ) {
    self.long = long
    self.short = short
    self.aliases = aliases
    self.section = section
    self.argument = argument
    self.summary = summary
    self.details = details
    self.apply = apply
  }
}
