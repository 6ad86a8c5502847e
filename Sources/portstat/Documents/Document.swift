/// A text that is made from the tables: what `--generate` prints.
enum Document: String, CaseIterable, Sendable {
  case man
  case bash
  case zsh
  case fish
  /// The names of services, for the completions.
  case services

  var text: String {
    switch self {
    case .man: ManualPage.text()
    case .bash: BashCompletion.text()
    case .zsh: ZshCompletion.text()
    case .fish: FishCompletion.text()
    case .services: ServiceNames.text()
    }
  }
}
