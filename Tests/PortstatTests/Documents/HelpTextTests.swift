import Testing

@testable import portstat

@Suite struct HelpTextTests {
  /// Users cannot find an option that the help does not list.
  @Test func helpListsEveryOption() {
    let help = HelpText.text()
    for option in OptionTable.all {
      let names = option.short.map { "-\($0), --\(option.long)" } ?? "--\(option.long)"
      #expect(help.contains("\(names) ") || help.contains("\(names)["), "\(names)")
      #expect(help.contains(option.summary))
    }
  }

  /// Most terminals break long lines in the middle of a word.
  @Test func linesFitATerminal() {
    for line in HelpText.text().split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
      #expect(line.allSatisfy(\.isASCII) && !line.hasSuffix(" "), "\(line)")
    }
  }
}
