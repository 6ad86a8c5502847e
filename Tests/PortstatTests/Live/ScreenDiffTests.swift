import TestSupport
import Testing

@testable import portstat

/// What is written to the terminal when the screen changes.
@Suite struct ScreenDiffTests {
  /// What is written for the last of some screens, and what a terminal then shows.
  private func draw(_ screens: [String]...) -> (written: String, shown: [String]) {
    var diff = ScreenDiff()
    var output = OutputBuffer(.output)
    var terminal = SmallTerminal(columns: 40, rows: 6)
    var written: [UInt8] = []
    for screen in screens {
      output.discard()
      diff.draw(screen.map { Array($0.utf8) }, to: &output)
      written = output.bytes
      terminal.write(written)
    }
    return (String(decoding: written, as: UTF8.self), terminal.lines)
  }

  /// Lines that are written although nothing changed flicker, and take bandwidth over SSH.
  @Test func nothingIsWrittenForTheSameScreen() {
    let screen = ["first", "\u{1b}[7msecond\u{1b}[0m", ""]
    #expect(draw(screen, screen).written.isEmpty)
  }

  /// A number in the middle of a line must not cost the whole line.
  @Test func onlyChangedCellsAreWritten() {
    let (written, shown) = draw(
      ["tcp  10.0.0.7:443  ESTABLISHED  1.2M  nginx"],
      ["tcp  10.0.0.7:443  ESTABLISHED  1.3M  nginx"])
    #expect(written == "\u{1b}[1;35H3")
    #expect(shown[0] == "tcp  10.0.0.7:443  ESTABLISHED  1.3M  ng")
  }

  /// What was longer must not stay on the screen, nor be erased at the edge.
  @Test(
    arguments: [
      (["abcdef"], ["abc"]), (["abc"], ["abcdef"]), (["abc", "def"], ["abc"]),
      (["abc"], ["abc", "def"]), (["abc  x"], ["abc"]), ([""], ["   x"]), (["   x"], [""]),
      ([String(repeating: "a", count: 40)], [String(repeating: "b", count: 40)]),
      ([String(repeating: "a", count: 40)], [String(repeating: "a", count: 39)]),
      (["漢字 abc"], ["漢字 abd"]), (["漢字"], ["漢x"]), (["abc"], ["漢字"]), (["e\u{301}a"], ["eb"]),
      (["\u{1b}[31mred\u{1b}[0m plain"], ["\u{1b}[31mred plain\u{1b}[0m"]),
      (["\u{1b}[7m\u{1b}[31mx\u{1b}[0m"], ["x"]), (["▁▂▃"], ["▂▃▄"]),
    ])
  func theScreenIsWhatWasDrawn(first: [String], second: [String]) {
    let changed = draw(first, second)
    #expect(changed.shown == draw(second).shown)
  }

  /// After a resize or a stop the content of the terminal is unknown, so everything must be written.
  @Test func afterInvalidationEverythingIsWritten() {
    var screen = ScreenDiff()
    func draw() -> [UInt8] {
      var output = OutputBuffer(.output)
      screen.draw(["one", "two"].map { Array($0.utf8) }, to: &output)
      return output.bytes
    }
    let first = draw()
    #expect(draw().isEmpty)
    screen.invalidate()
    #expect(draw() == first)
  }

  /// The same for random screens with colors, which find what nobody thought of.
  @Test func randomScreensAreWhatWasDrawn() {
    var random = SystemRandomNumberGenerator()
    func line() -> String {
      let parts = [
        "a", "b", "  ", "漢", "e\u{301}", "\u{1b}[31m", "\u{1b}[0m", "\u{1b}[7m", "▅", "1.2M",
      ]
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &random) { text += parts.randomElement() ?? "" }
      return text + "\u{1b}[0m"
    }
    for _ in 0..<500 {
      let screens = (0..<3).map { _ in (0..<Int.random(in: 1...5)).map { _ in line() } }
      let (_, shown) = draw(screens[0], screens[1], screens[2])
      #expect(shown == draw(screens[2]).shown, "\(screens)")
    }
  }
}

/// A terminal that understands what the live view writes.
struct SmallTerminal {
  private var cells: [[String]]
  private var row = 0
  private var column = 0
  private var style = ""

  init(columns: Int, rows: Int) {
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The text with colors, each cell with its own; without spaces at the end.
  var lines: [String] {
    cells.map { line in
      var line = line
      while line.last == " " { line.removeLast() }
      return line.joined()
    }
  }

  mutating func write(_ bytes: [UInt8]) {
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar != "\u{1b}" {
        put(scalar)
        continue
      }
      rest.removeFirst()
      let numbers = String(String.UnicodeScalarView(rest.prefix { !$0.properties.isAlphabetic }))
      rest = rest.dropFirst(numbers.count)
      let places = numbers.split(separator: ";").compactMap { Int($0) }
      switch rest.popFirst() {
      case "H": (row, column) = ((places.first ?? 1) - 1, (places.last ?? 1) - 1)
      case "K": erase(row, from: column)
      case "J": for row in cells.indices { erase(row, from: 0) }
      case "m": style = numbers == "0" ? "" : style + "[\(numbers)]"
      default: break
      }
    }
  }

  private mutating func erase(_ row: Int, from column: Int) {
    for place in min(column, cells[row].count - 1)..<cells[row].count { cells[row][place] = " " }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = CharacterWidth.of(scalar)
    if width == 0 {
      if column > 0 { cells[row][column - 1] += String(scalar) }
      return
    }
    if column + width > cells[row].count { return }
    cells[row][column] = style.isEmpty ? String(scalar) : "\(style)\(scalar)"
    if width == 2 { cells[row][column + 1] = "" }
    column += width
  }
}
