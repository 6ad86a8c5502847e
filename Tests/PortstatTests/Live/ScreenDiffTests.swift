import Testing

@testable import portstat

/// What is written to the terminal: a screen that is written whole flickers.
@Suite struct ScreenDiffTests {
  private func draw(_ lines: [String], on screen: inout ScreenDiff) -> String {
    var output = OutputBuffer(.output)
    screen.draw(lines.map { Array($0.utf8) }, to: &output)
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// First everything, then only what is another line than before.
  @Test func onlyLinesThatChangedAreWritten() {
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

  /// Lines that went are wiped off, lines that came are written.
  @Test func linesThatWentAreWipedOff() {
    var screen = ScreenDiff()
    _ = draw(["one", "two", "three"], on: &screen)
    #expect(draw(["one"], on: &screen) == "\u{1b}[2;1H\u{1b}[K\u{1b}[3;1H\u{1b}[K")
    #expect(draw(["one", "two"], on: &screen) == "\u{1b}[2;1H\u{1b}[0m\u{1b}[Ktwo")
  }

  /// After a resize or a stop nobody knows what the terminal shows.
  @Test func afterInvalidationEverythingIsWritten() {
    var screen = ScreenDiff()
    let first = draw(["one", "two"], on: &screen)
    screen.invalidate()
    #expect(draw(["one", "two"], on: &screen) == first)
  }
}
