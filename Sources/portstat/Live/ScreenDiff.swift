/// Redraws the screen by writing only the lines that changed.
struct ScreenDiff {
  private var lines: [[UInt8]] = []

  /// Makes the next call of ``draw(_:to:)`` write every line.
  mutating func invalidate() { lines = [] }

  /// Writes the lines that differ from those on the screen.
  mutating func draw(_ next: [[UInt8]], to output: inout OutputBuffer) {
    if lines.isEmpty { output.append("\u{1b}[H\u{1b}[2J") }
    for (index, line) in next.enumerated() where index >= lines.count || lines[index] != line {
      // Erase the line before writing it: after a line as wide as the screen, the cursor is still on the last
      // character, which would be erased.
      output.append("\u{1b}[\(index + 1);1H\u{1b}[0m\u{1b}[K")
      output.append(line)
    }
    for index in next.count..<max(lines.count, next.count) {
      output.append("\u{1b}[\(index + 1);1H\u{1b}[K")
    }
    lines = next
  }
}
