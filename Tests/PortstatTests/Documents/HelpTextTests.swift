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

  /// Scripts depend on the exit statuses, and the live view is hard to leave for who does not know its
  /// keys.
  @Test func helpEndsWithKeysAndExitStatuses() {
    let lines = HelpText.text().split(separator: "\n").map(String.init)
    for entry in KeyTable.all {
      #expect(
        lines.contains { $0.hasPrefix("  \(entry.keys) ") && $0.hasSuffix(" \(entry.meaning)") })
    }
    for status in ExitStatusHelp.all {
      #expect(lines.contains("  \(status.status.rawValue)  \(status.summary)"))
    }
    #expect(lines.last?.hasPrefix("See man portstat") == true)
  }

  /// Most terminals break long lines in the middle of a word.
  @Test func linesFitATerminal() {
    for line in HelpText.text().split(separator: "\n") {
      #expect(line.count <= 80, "\(line)")
      #expect(line.allSatisfy(\.isASCII) && !line.hasSuffix(" "), "\(line)")
    }
  }
}
