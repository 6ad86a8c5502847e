extension Document {
  /// The text of the document, which ends with a newline.
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
