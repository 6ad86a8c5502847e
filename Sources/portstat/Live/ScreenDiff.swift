/// Redraws the screen by writing only the cells that changed.
struct ScreenDiff {
  private var lines: [[UInt8]] = []

  /// The number of unchanged cells between two changed ones that are written again, because moving the cursor
  /// over them takes about as many bytes.
  private static let maxGap = 6

  /// Makes the next call of ``draw(_:to:)`` write every line.
  mutating func invalidate() { lines = [] }

  /// Writes what differs from the screen.
  mutating func draw(_ next: [[UInt8]], to output: inout OutputBuffer) {
    if lines.isEmpty { output.append("\u{1b}[0m\u{1b}[H\u{1b}[2J") }
    for (index, line) in next.enumerated() {
      let last = index < lines.count ? lines[index] : []
      if line != last { draw(ScreenLine(line), over: ScreenLine(last), at: index, to: &output) }
    }
    for index in next.count..<max(lines.count, next.count) {
      output.append("\u{1b}[\(index + 1);1H\u{1b}[K")
    }
    lines = next
  }

  private func draw(
    _ next: ScreenLine, over last: ScreenLine, at index: Int, to output: inout OutputBuffer
  ) {
    // A terminal may draw these characters wider or narrower than expected: what follows them is unknown.
    if !next.hasKnownWidth || !last.hasKnownWidth {
      let start = next.firstDifference(from: last)
      output.append("\u{1b}[\(index + 1);\(start + 1)H\u{1b}[K")
      next.write(start..<next.cells.count, to: &output)
      return
    }
    var start = 0
    while let run = next.nextDifference(from: last, at: start, maxGap: Self.maxGap) {
      output.append("\u{1b}[\(index + 1);\(run.lowerBound + 1)H")
      if run.lowerBound >= next.cells.count {
        output.append("\u{1b}[K")
        return
      }
      let isEnd = run.upperBound >= next.cells.count && last.cells.count > next.cells.count
      next.write(run.clamped(to: 0..<next.cells.count), to: &output)
      // Erase after writing only if the cursor is beyond the text: at the edge of the screen it stays on
      // the last character.
      if isEnd { output.append("\u{1b}[K") }
      start = run.upperBound
    }
  }
}
