import Foundation
import TestSupport
import Testing

/// The output on a terminal.
@Suite(.enabled(if: PseudoTerminal.isAvailable, "no pseudo-terminals are available"))
struct TerminalTests {
  private static let escape: Character = "\u{1b}"

  private func run(
    _ tree: String, _ arguments: [String] = [], columns: UInt16,
    environment: [String: String] = [:]
  ) throws -> (text: String, lines: [String], status: Int32) {
    var program = Program.portstat
    program.environment = environment
    let run = try PseudoTerminal.run(
      program, ["--proc", Fixtures.path(tree)] + arguments, columns: columns)
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return (run.text, lines.dropLast(), run.status)
  }

  /// The words of a line: addresses, ports and states contain no blanks.
  private func words(_ line: String) -> [Substring] {
    line.split(separator: " ", omittingEmptySubsequences: true)
  }

  /// A shortened address is another address, and the terminal would break a line that is too long
  /// in the middle of one.
  @Test(arguments: ["web-server", "every-state", "damaged"])
  func narrowTablesOmitColumnsAndKeepAddresses(tree: String) throws {
    let wide = try run(tree, ["-W", "--color=never"], columns: 80).lines
    for columns in [10, 20, 40, 55, 60, 66, 72, 80, 90, 96, 100, 120] as [UInt16] {
      let narrow = try run(tree, ["--color=never"], columns: columns).lines
      #expect(narrow.count == wide.count)
      let headings = words(try #require(narrow.dropFirst(2).first))
      #expect(words(wide[2]).starts(with: headings), "not the first columns: \(headings)")
      // The number of columns among Proto, Local Address and Foreign Address, by the number of
      // words in the heading.
      let whole = [0, 1, 1, 2, 2, 3][min(headings.count, 5)]
      for (short, long) in zip(narrow, wide).dropFirst(3) {
        #expect(short.count <= Int(columns) || headings.count == 1, "\(short)")
        #expect(words(short).prefix(whole) == words(long).prefix(whole))
        for (left, right) in zip(words(short), words(long)) where left != right {
          #expect(left.hasSuffix("..") && right.hasPrefix(left.dropLast(2)), "\(short)")
        }
      }
    }
  }

  /// Long IPv6 addresses are wider than many terminals: other columns must be omitted instead of
  /// shortening them.
  @Test(arguments: [40, 60, 80, 100, 120, 140] as [UInt16])
  func longAddressesAreNotShortened(columns: UInt16) throws {
    let lines = try run("ipv6-mapped", ["--color=never"], columns: columns).lines
    let address = "[2001:db8:1111:2222:3333:4444:5555:6666]:50443"
    let shown = lines.flatMap(words).filter { $0.contains("2001:db8:1111") }
    #expect(shown.allSatisfy { $0 == address || $0.hasSuffix("]:8083") }, "\(shown)")
    #expect(columns < 60 || !shown.isEmpty)
  }

  /// With `-W` or `--columns` the user says what to show, so nothing may be shortened or omitted.
  @Test func wideIsNeverShortened() throws {
    let file = try Program.portstat.run("--proc", Fixtures.path("shared-listener"), "-W").text
    #expect(try run("shared-listener", ["-W", "--color=never"], columns: 30).text == file)
    let chosen = try run(
      "shared-listener", ["--columns=local,remote,process", "--color=never"], columns: 20)
    #expect(chosen.text.contains("prefork,worker,worker,worker,worker"))
  }

  /// With several owners, the first is named and the others are counted. The count must stay if the
  /// name is shortened.
  @Test func furtherOwnersAreCounted() throws {
    let row = { (run: (text: String, lines: [String], status: Int32)) in
      run.lines.first { $0.contains("0.0.0.0:8080") } ?? ""
    }
    #expect(try row(run("shared-listener", ["--color=never"], columns: 130)).contains("prefork +4"))
    let cut = try row(run("shared-listener", ["--color=never"], columns: 86))
    #expect(cut.contains(".. +4") && cut.count <= 86, "\(cut)")
  }

  /// A terminal that does not report its width must get the complete table.
  @Test func aTerminalWithoutAWidthGetsTheCompleteTable() throws {
    let lines = try run("web-server", ["--color=never"], columns: 0).lines
    #expect(lines.dropFirst(2).first?.hasSuffix("Class") == true)
  }

  /// Wide characters occupy two columns and combining ones none: what follows must still be
  /// aligned.
  @Test func columnsAfterWideNamesAreAligned() throws {
    let lines = try run("hostile-names", ["--color=never"], columns: 200).lines.dropFirst(3)
    let starts = lines.compactMap { line -> Int? in
      guard let place = line.range(of: "registered") else { return nil }
      return line[..<place.lowerBound].unicodeScalars.reduce(0) { width, scalar in
        switch scalar.value {
        case 0x300...0x36f, 0x200d: width
        case 0x4e00...0x9fff: width + 2
        default: width + 1
        }
      }
    }
    #expect(starts.count == 22)
    #expect(Set(starts).count == 1, "\(starts)")
  }

  /// Colors are for terminals: in a file or a pipe they are garbage.
  @Test func colorsAreForTerminals() throws {
    #expect(try run("every-state", columns: 120).text.contains(Self.escape))
    #expect(!(try run("every-state", ["--color=never"], columns: 120).text.contains(Self.escape)))
    let file = try Program.portstat.run("--proc", Fixtures.path("every-state"))
    #expect(!file.text.contains(Self.escape))
    let forced = try Program.portstat.run("--proc", Fixtures.path("every-state"), "--color=always")
    #expect(forced.text.contains(Self.escape))
    // JSON and CSV have no colors on a terminal either.
    #expect(!(try run("every-state", ["--json"], columns: 120).text.contains(Self.escape)))
    #expect(!(try run("every-state", ["--csv"], columns: 120).text.contains(Self.escape)))
  }

  /// NO_COLOR (no-color.org) and terminals without color must be respected, unless the user
  /// insists.
  @Test(arguments: [
    (["NO_COLOR": "1"], false), (["NO_COLOR": ""], true), (["TERM": "dumb"], false),
    (["TERM": "linux"], true),
  ])
  func theEnvironmentControlsColors(environment: [String: String], isColored: Bool) throws {
    let text = try run("every-state", columns: 120, environment: environment).text
    #expect(text.contains(Self.escape) == isColored)
    let forced = try run(
      "every-state", ["--color=always"], columns: 120, environment: environment)
    #expect(forced.text.contains(Self.escape))
  }

  /// Colors must not change the text, and each must be reset on its line.
  @Test func colorsDoNotChangeTheText() throws {
    let plain = try run("every-state", ["--color=never"], columns: 100)
    let colored = try run("every-state", columns: 100)
    #expect(colored.text != plain.text)
    #expect(colored.text.replacing(/\u{1b}\[[0-9;]+m/, with: "") == plain.text)
    for line in colored.lines where line.contains(Self.escape) {
      let last = line.matches(of: /\u{1b}\[([0-9;]+)m/).last
      #expect(last?.1 == "0", "\(line)")
    }
  }

  /// Trailing blanks would make the terminal break the line.
  @Test(arguments: ["web-server", "every-state", "shared-listener", "damaged"])
  func linesHaveNoTrailingBlanks(tree: String) throws {
    for columns in [40, 80, 132] as [UInt16] {
      let lines = try run(tree, ["-ane", "--color=never"], columns: columns).lines
      #expect(lines.count > 5)
      for line in lines {
        #expect(!line.hasSuffix(" "), "\(line)")
      }
    }
  }
}
