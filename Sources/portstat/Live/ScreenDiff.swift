/// Lines on a terminal: only those that changed are written.
struct ScreenDiff {
  private var lines: [[UInt8]] = []

  /// Forgets what the terminal shows, so that everything is written again.
  mutating func invalidate() { lines = [] }

  /// Writes the lines that differ from the last ones, each at its place.
  mutating func draw(_ next: [[UInt8]], to output: inout OutputBuffer) {
    if lines.isEmpty { output.append("\u{1b}[H\u{1b}[2J") }
    for (index, line) in next.enumerated() where index >= lines.count || lines[index] != line {
      // Erased before it is written: after a line that fills the screen, the cursor is still
      // on its last character.
      output.append("\u{1b}[\(index + 1);1H\u{1b}[0m\u{1b}[K")
      output.append(line)
    }
    for index in next.count..<max(lines.count, next.count) {
      output.append("\u{1b}[\(index + 1);1H\u{1b}[K")
    }
    lines = next
  }
}
