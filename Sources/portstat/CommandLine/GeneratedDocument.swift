/// The texts that `--generate` prints, which are generated from the tables of options and columns.
enum GeneratedDocument: String, CaseIterable, Sendable {
  case man
  case bash
  case zsh
  case fish
  /// The names of services, one per line, for shell completions.
  case services
}
