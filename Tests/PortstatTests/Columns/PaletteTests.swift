import Foundation
import SocketInspector
import Testing

@testable import portstat

@Suite struct PaletteTests {
  /// The intensities of the color cube of xterm, 0 to 255.
  private static let levels: [Double] = [0, 95, 135, 175, 215, 255]

  /// The red, green and blue of an entry of xterm's palette from 16 on, 0 to 1.
  private func components(_ entry: Int) -> [Double] {
    if entry >= 232 { return Array(repeating: Double(8 + 10 * (entry - 232)) / 255, count: 3) }
    let place = entry - 16
    return [place / 36, place / 6 % 6, place % 6].map { Self.levels[$0] / 255 }
  }

  /// The relative luminance by WCAG 2.
  private func luminance(_ components: [Double]) -> Double {
    let linear = components.map { $0 <= 0.03928 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// The numbers of a sequence: `[1, 38, 5, 163]`.
  private func parameters(_ sequence: String) throws -> [Int] {
    let match = try #require(sequence.wholeMatch(of: /\u{1b}\[([0-9;]+)m/))
    return match.1.split(separator: ";").compactMap { Int($0) }
  }

  /// Half of all terminals are white: text in yellow, bright green or cyan cannot be read there.
  @Test(arguments: Style.allCases.filter { $0 != .plain })
  func colorsAreReadableOnBlackAndOnWhite(style: Style) throws {
    let numbers = try parameters(Palette.extended.start(style))
    let entry = try #require(numbers.last)
    #expect(numbers.suffix(3).dropLast() == [38, 5] && 16...255 ~= entry)
    let light = luminance(components(entry))
    #expect((light + 0.05) / 0.05 >= 3, "on black")
    #expect(1.05 / (light + 0.05) >= 3, "on white")
  }

  /// The first eight colors differ from terminal to terminal: only red, blue, magenta and bold are readable in
  /// all of them.
  @Test(arguments: Style.allCases)
  func basicColorsAreRedBlueMagentaOrBold(style: Style) throws {
    let sequence = Palette.basic.start(style)
    if sequence.isEmpty { return #expect(style == .plain || style == .quiet) }
    #expect(Set(try parameters(sequence)).isSubset(of: [1, 31, 34, 35]))
  }

  /// Colors with two meanings say nothing.
  @Test(arguments: Palette.allCases)
  func everyStyleHasAColorOfItsOwn(palette: Palette) {
    let sequences = Style.allCases.map(palette.start).filter { !$0.isEmpty }
    #expect(Set(sequences).count == sequences.count)
    for sequence in sequences {
      #expect((sequence + Palette.end).utf8.count <= Palette.maxSequenceLength)
    }
  }

  /// Problems were dimmed like everything without an owner.
  @Test func problemsStandOut() {
    #expect(Style(of: Ownership.denied) == .problem && Style(of: Ownership.acceptQueue) == .problem)
    #expect(Style(of: SocketState.synSent) == .problem)
    #expect(Style(of: SocketState.closeWait) == .problem)
    for ownership in [Ownership.known, .unowned] { #expect(Style(of: ownership) == .plain) }
    for state in [SocketState.listen, .established] { #expect(Style(of: state) == .plain) }
    #expect(Style(of: Ownership.timeWait) == .quiet && Style(of: SocketState.timeWait) == .quiet)
  }

  /// The fixed colors are garbage in a terminal that does not have them.
  @Test(
    arguments: [
      ("xterm", nil, false), ("xterm-256color", nil, true), ("linux", nil, false),
      ("xterm", "truecolor", true), ("screen.xterm-256color", "", true),
      ("xterm-kitty", nil, true), (nil, nil, false), ("vt220", "24bit", true),
      ("foot", nil, true), ("dumb", "no", false),
    ] as [(String?, String?, Bool)])
  func theTerminalChoosesThePalette(term: String?, colorTerm: String?, hasColors: Bool) throws {
    let terminal = Terminal(isOutput: true, name: term, colorName: colorTerm)
    #expect(terminal.has256Colors == hasColors)
    let settings = try Settings(Arguments(), on: terminal)
    #expect(settings.palette == (hasColors ? .extended : .basic))
  }
}
