/// A line of the screen as cells, each with a character and its colors.
struct ScreenLine {
  struct Cell: Equatable {
    /// The character with combining ones; empty for the second half of a wide one.
    var text: [UInt8]
    /// The sequences that turn its colors on.
    let style: [UInt8]
  }

  private(set) var cells: [Cell] = []
  /// Whether every terminal draws each character as wide as expected: letters and the program's own pictures.
  private(set) var hasKnownWidth = true

  /// - Parameter line: Text with sequences that set colors, which `ESC [ 0 m` turns off.
  init(_ line: [UInt8]) {
    cells.reserveCapacity(line.count)
    var style: [UInt8] = []
    var sequence: [UInt8] = []
    ScreenText.forEachCharacter(of: line) { width, bytes in
      guard let width else {
        sequence += bytes
        if bytes.last == UInt8(ascii: "m") {
          style = sequence.elementsEqual(Palette.end.utf8) ? [] : style + sequence
          sequence = []
        }
        return
      }
      if bytes.count > 1, !Self.isOwnPicture(bytes) { hasKnownWidth = false }
      if width == 0 {
        if !cells.isEmpty { cells[cells.count - 1].text += bytes }
        return
      }
      cells.append(Cell(text: Array(bytes), style: style))
      if width == 2 { cells.append(Cell(text: [], style: style)) }
    }
    while cells.last == Self.blank { cells.removeLast() }
  }

  private static let blank = Cell(text: [UInt8(ascii: " ")], style: [])

  /// Whether a character is one of the blocks U+2581 to U+2588 or one of the marks U+25B4 and U+25BE.
  private static func isOwnPicture(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.elementsEqual("▴".utf8) || bytes.elementsEqual("▾".utf8)
      || (bytes.count == 3 && bytes.starts(with: [0xe2, 0x96]) && 0x81...0x88 ~= (bytes.last ?? 0))
  }

  private subscript(index: Int) -> Cell { index < cells.count ? cells[index] : Self.blank }

  /// The first cell that differs from that of another line.
  func firstDifference(from other: ScreenLine) -> Int {
    var index = 0
    while index < min(cells.count, other.cells.count), cells[index] == other.cells[index] {
      index += 1
    }
    return index
  }

  /// The next cells that differ from those of another line, with few equal ones between them; nil if there are
  /// none.
  func nextDifference(from other: ScreenLine, at start: Int, maxGap: Int) -> Range<Int>? {
    let end = max(cells.count, other.cells.count)
    guard let first = (min(start, end)..<end).first(where: { self[$0] != other[$0] }) else {
      return nil
    }
    var last = first
    for index in first..<end {
      if self[index] != other[index] { last = index }
      if index - last > maxGap { break }
    }
    return first..<last + 1
  }

  /// Writes some cells at the cursor. Colors are off before and after.
  func write(_ range: Range<Int>, to output: inout OutputBuffer) {
    var style: [UInt8] = []
    for cell in cells[range] {
      if cell.style != style {
        if !style.isEmpty { output.append(Palette.end) }
        output.append(cell.style)
        style = cell.style
      }
      output.append(cell.text)
    }
    if !style.isEmpty { output.append(Palette.end) }
  }
}
