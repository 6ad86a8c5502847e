/// The texts that `--generate` prints, made from the tables of options and columns.
enum GeneratedDocument: String, CaseIterable, Sendable {
  case man
  case bash
  case zsh
  case fish
  /// The names of services, for the completions.
  case services
}
