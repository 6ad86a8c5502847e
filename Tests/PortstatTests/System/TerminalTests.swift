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

  /// A shortened address is another address, and a table without State, PID and Process answers nothing.
  @Test(arguments: ["web-server", "every-state", "damaged"])
  func narrowTablesOmitColumnsAndKeepAddresses(tree: String) throws {
    let wide = try run(tree, ["-W", "--color=never"], columns: 80).lines.map(words)
    for columns in [10, 20, 40, 55, 60, 66, 72, 80, 90, 96, 100, 120] as [UInt16] {
      let narrow = try run(tree, ["--color=never"], columns: columns).lines.map(words)
      #expect(narrow.count == wide.count)
      let count = narrow[3].count
      #expect(6...8 ~= count && (columns > 60 || count == 6))
      for (short, long) in zip(narrow, wide).dropFirst(3) {
        #expect(short.count == count, "\(short)")
        for (left, right) in zip(short, long) where left != right {
          #expect(left.hasSuffix("..") && left.count >= 12 && right.hasPrefix(left.dropLast(2)))
        }
      }
    }
  }

  /// The recorded web server, with one connection between two full-length IPv6 addresses.
  private func treeWithALongConnection() throws -> ProcTree {
    let tree = try ProcTree(empty: ())
    try FileManager.default.removeItem(at: tree.folder.url)
    try FileManager.default.copyItem(
      at: URL(filePath: Fixtures.path("web-server")), to: tree.folder.url)
    let row = KernelRow.connection(
      "[2001:db8:abcd:ef01:2345:6789:abcd:ef01]:50443",
      "[2001:db8:ffff:eeee:dddd:cccc:bbbb:aaaa]:61616", inode: 900_001)
    let file = tree.folder.url.appending(path: "self/net/tcp6")
    try tree.folder.write(
      try String(contentsOf: file, encoding: .utf8) + row.tcpText(number: 99) + "\n",
      to: "self/net/tcp6")
    return tree
  }

  private func run(
    _ tree: ProcTree, _ arguments: [String], columns: UInt16
  ) throws -> (rows: [String], errors: String) {
    let run = try PseudoTerminal.run(
      Program.portstat, ["--proc", tree.path, "--color=never"] + arguments, columns: columns)
    return (run.text.split(separator: "\n").dropFirst(2).map(String.init), run.errors)
  }

  /// At 80 columns, one long IPv6 connection left only Proto and Local Address for every row.
  @Test(arguments: [40, 60, 80, 100, 120] as [UInt16])
  func aLongConnectionCostsOtherRowsNoColumn(columns: UInt16) throws {
    let (rows, errors) = try run(treeWithALongConnection(), [], columns: columns)
    #expect(rows.count == 23)
    let long = rows.filter { $0.contains("[2001:db8:abcd:ef01:2345:6789:abcd:ef01]:50443") }
    #expect(
      long.count == 1 && long[0].contains("  [2001:db8:ffff:eeee:dddd:cccc:bbbb:aaaa]:61616  "))
    for row in rows {
      let fields = words(row)
      #expect(["LISTEN", "ESTABLISHED", "-"].contains(fields[3]), "\(row)")
      #expect(["11", "12", "13", "14", "-"].contains(fields[4]), "\(row)")
      #expect(fields[5].count >= 8, "\(row)")
      let mayBeLonger = row == long[0] || columns < 80 || columns < 100 && row.contains("6  ")
      #expect(mayBeLonger || row.count <= columns, "\(row)")
    }
    let omitted = columns < 100 ? "Service, Class" : "Class"
    #expect(
      errors
        == (columns == 120
          ? "" : "portstat: not enough room for \(omitted); use -W to show every column\n"))
  }

  /// `-ano` showed Timer and no PID, and `-e` lost the PID. What an option asked for stays too.
  @Test(
    arguments: [
      (["-ano"], ["Timer"]), (["-e"], ["Recv-Q", "Send-Q", "User", "Inode", "FD"]),
      (["-aneo", "-t"], ["Recv-Q", "Timer", "FD"]), (["-tl", "-o"], ["Timer"]),
    ] as [([String], [String])])
  func columnsOfOptionsCostNeitherPIDNorProcess(
    arguments: [String], asked: [String]
  ) throws {
    for columns in [40, 72, 80] as [UInt16] {
      let run = try run("web-server", arguments + ["--color=never"], columns: columns)
      let headings = words(run.lines[2])
      #expect(Set(headings).isSuperset(of: ["State", "PID", "Process"]), "\(headings)")
      #expect(Set(headings).isSuperset(of: asked.map { $0[...] }), "\(headings)")
      #expect(!headings.contains("Class"))
      // "Local Address" and "Foreign Address" are two words each.
      let count = headings.count - headings.count { $0 == "Address" }
      #expect(run.lines.dropFirst(3).allSatisfy { words($0).count == count })
    }
  }

  /// Without the note, nobody would know that there are more columns. In a pipe nothing is omitted, and a note
  /// would be noise.
  @Test func theNoteNamesTheOmittedColumns() throws {
    let listeners = try run(treeWithALongConnection(), ["-tl"], columns: 56)
    #expect(
      listeners.errors == """
        portstat: not enough room for Foreign Address, Service, Class; use -W to show every column

        """)
    #expect(try run(treeWithALongConnection(), ["-W"], columns: 40).errors == "")
    #expect(try run(treeWithALongConnection(), ["--json"], columns: 40).errors == "")
    #expect(try run(treeWithALongConnection(), ["--columns=class"], columns: 3).errors == "")
    #expect(try Program.portstat.run("--proc", Fixtures.path("web-server")).errorText == "")
  }

  /// Long IPv6 addresses are wider than many terminals: their rows must be longer instead of shortening them.
  @Test(arguments: [40, 60, 80, 100, 120, 140] as [UInt16])
  func longAddressesAreNotShortened(columns: UInt16) throws {
    let lines = try run("ipv6-mapped", ["--color=never"], columns: columns).lines
    let address = "[2001:db8:1111:2222:3333:4444:5555:6666]:50443"
    let shown = lines.flatMap(words).filter { $0.contains("2001:db8:1111") }
    #expect(shown.allSatisfy { $0 == address || $0.hasSuffix("]:8083") }, "\(shown)")
    #expect(!shown.isEmpty)
  }

  /// With `-W` or `--columns` the user says what to show, so nothing may be shortened or omitted.
  @Test func wideIsNeverShortened() throws {
    let file = try Program.portstat.run("--proc", Fixtures.path("shared-listener"), "-W").text
    #expect(
      try run("shared-listener", ["-W", "--color=never"], columns: 30).text
        == "Active Connections\n\n" + file)
    let chosen = try run(
      "shared-listener", ["--columns=local,remote,process", "--color=never"], columns: 20)
    #expect(chosen.text.contains("prefork,worker,worker,worker,worker"))
  }

  /// With several owners, the first is named and the others are counted. The count stands behind the PID,
  /// because a name may contain blanks.
  @Test(arguments: [60, 86, 130] as [UInt16])
  func furtherOwnersAreCounted(columns: UInt16) throws {
    let lines = try run("shared-listener", ["--color=never"], columns: columns).lines
    let row = lines.first { $0.contains("0.0.0.0:8080") } ?? ""
    #expect(row.contains(/\ [0-9]+\+4  prefork/), "\(row)")
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
