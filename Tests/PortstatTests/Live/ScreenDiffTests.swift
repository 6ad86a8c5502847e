import Testing

@testable import portstat

/// A live view that writes the whole screen at each update flickers, and is slow over a slow
/// connection.
@Suite struct ScreenDiffTests {
  private func draw(_ lines: [String], on screen: inout ScreenDiff) -> String {
    var output = OutputBuffer(.output)
    screen.draw(lines.map { Array($0.utf8) }, to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// The first screen is written completely, later ones only where a line differs.
  @Test func onlyChangedLinesAreWritten() {
    var screen = ScreenDiff()
    let first = draw(["one", "two", "three"], on: &screen)
    #expect(first.contains("\u{1b}[2J"))
    for line in ["one", "two", "three"] {
      #expect(first.contains(line))
    }
    #expect(draw(["one", "two", "three"], on: &screen) == "")
    #expect(draw(["one", "2", "three"], on: &screen) == "\u{1b}[2;1H\u{1b}[0m\u{1b}[K2")
    #expect(draw(["one", "2", "three"], on: &screen) == "")
  }

  /// Lines that disappear must be erased, or the user sees rows that no longer exist.
  @Test func removedLinesAreErased() {
    var screen = ScreenDiff()
    _ = draw(["one", "two", "three"], on: &screen)
    #expect(draw(["one"], on: &screen) == "\u{1b}[2;1H\u{1b}[K\u{1b}[3;1H\u{1b}[K")
    #expect(draw(["one", "two"], on: &screen) == "\u{1b}[2;1H\u{1b}[0m\u{1b}[Ktwo")
  }

  /// After a resize or a stop the content of the terminal is unknown, so everything must be
  /// written.
  @Test func afterInvalidationEverythingIsWritten() {
    var screen = ScreenDiff()
    let first = draw(["one", "two"], on: &screen)
    screen.invalidate()
    #expect(draw(["one", "two"], on: &screen) == first)
  }
}
