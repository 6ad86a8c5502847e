/// How text looks on the screen.
struct ScreenStyle {
  /// The width of the screen.
  var columns: Int
  let isColored: Bool
  let palette: Palette
  /// Whether the terminal shows UTF-8.
  let isUTF8: Bool

  /// The mark of the column that rows are sorted by: one column wide.
  func orderMark(_ key: SortKey) -> String {
    key.isDescending ? (isUTF8 ? "▾" : ">") : (isUTF8 ? "▴" : "<")
  }

  /// The sequence that turns on the color for a meaning; empty without colors.
  func color(_ style: Style) -> [UInt8] { isColored ? Array(palette.start(style).utf8) : [] }

  /// A text in the color for a meaning.
  func colored(_ text: String, _ style: Style) -> String {
    let start = isColored ? palette.start(style) : ""
    return start.isEmpty ? text : start + text + Palette.end
  }

  /// The heading of a table. Without colors it is underlined, because the selected row may be below it.
  func heading(_ line: [UInt8]) -> [UInt8] {
    if isColored { return reversed(line, color(.quiet)) }
    let rest = max(columns - ScreenText.width(of: line), 0)
    return Array("\u{1b}[1;4m".utf8) + line + Array(repeating: UInt8(ascii: " "), count: rest)
      + Array(Palette.end.utf8)
  }

  /// A line of a message, which has to differ from the rows above it.
  func message(_ line: String) -> [UInt8] { reversed(Array(line.utf8)) }

  /// A line in reverse video, as wide as the screen.
  func reversed(_ line: [UInt8], _ color: [UInt8] = []) -> [UInt8] {
    let rest = max(columns - ScreenText.width(of: line), 0)
    return Array("\u{1b}[7m".utf8) + color + line
      + Array(repeating: UInt8(ascii: " "), count: rest) + Array(Palette.end.utf8)
  }
}
