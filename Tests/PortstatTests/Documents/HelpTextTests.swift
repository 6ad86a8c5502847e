import Testing

@testable import portstat

@Suite struct HelpTextTests {
  /// An option that help does not tell is found by nobody.
  @Test func helpNamesEveryOption() {
    let help = HelpText.text()
    for option in OptionTable.all {
      let names = option.short.map { "-\($0), --\(option.long)" } ?? "--\(option.long)"
      #expect(help.contains("\(names) ") || help.contains("\(names)["), "\(names)")
      #expect(help.contains(option.summary))
    }
  }

  /// A line that is too long is broken in the middle of a word by most terminals.
  @Test func linesFitATerminal() {
    for line in HelpText.text().split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
      #expect(line.allSatisfy(\.isASCII) && !line.hasSuffix(" "), "\(line)")
    }
  }
}
