extension Document {
  /// The whole text, with a newline at its end.
  var text: String {
    switch self {
    case .help: HelpText.text()
    case .version: "portstat \(Version.current)\n"
    case .jsonSchema: JSONSchema.text()
    case .generated(.man): ManualPage.text()
    case .generated(.bash): BashCompletion.text()
    case .generated(.zsh): ZshCompletion.text()
    case .generated(.fish): FishCompletion.text()
    case .generated(.services): ServiceNames.text()
    }
  }
}
