import Testing

@testable import portstat

@Suite struct KeyTests {
  private func keys(_ text: String) -> [Key] { Key.keys(Array(text.utf8)) }

  /// Terminals send different sequences for the same key. A key whose sequence is unknown would not
  /// work for their users.
  @Test(
    arguments: [
      ("\u{1b}[A", .up), ("\u{1b}OA", .up), ("\u{1b}[B", .down), ("\u{1b}OB", .down),
      ("\u{1b}[5~", .pageUp), ("\u{1b}[6~", .pageDown), ("\u{1b}[H", .home),
      ("\u{1b}[1~", .home), ("\u{1b}[F", .end), ("\u{1b}[4~", .end), ("\u{1b}[C", .right),
      ("\u{1b}OD", .left), ("\u{1b}[3~", .delete), ("\u{1b}OP", .function(1)),
      ("\u{1b}[[A", .function(1)), ("\u{1b}[11~", .function(1)), ("\u{1b}[21~", .function(10)),
      ("\r", .enter), ("\n", .enter), ("\u{1b}", .escape),
      ("\u{7f}", .backspace), ("\u{8}", .backspace), (" ", .character(" ")),
      ("?", .character("?")), ("é", .character("é")), ("漢", .character("漢")),
      ("\u{1b}\u{1b}[A", .escape),
    ] as [(String, Key)])
  func everySequenceOfAKeyIsRecognized(text: String, key: Key) {
    #expect(keys(text).first == key)
    #expect(keys(text).count == (text.hasPrefix("\u{1b}\u{1b}") ? 2 : 1))
  }

  /// In application mode (smkx), Home and End have other sequences, as the arrow keys have.
  @Test(
    arguments: [
      ("\u{1b}OH", .home), ("\u{1b}OF", .end),
    ] as [(String, Key)])
  func homeAndEndAreRecognizedInApplicationMode(text: String, key: Key) {
    #expect(keys(text) == [key])
  }

  /// Insert, Ctrl-Left, and the start of a paste must not act like the letters in their
  /// sequences.
  @Test(arguments: [
    "\u{1b}[2~", "\u{1b}[1;5D", "\u{1b}[200~", "\u{1b}[?1;2c",
    "\u{1b}[I", "\u{1b}[Z", "\u{1b}[E",
  ])
  func unknownSequencesAreIgnored(text: String) {
    #expect(keys(text) == [])
    #expect(keys(text + "j") == [.character("j")])
    #expect(keys("k" + text + "\u{1b}[A") == [.character("k"), .up])
  }

  /// The mouse's reports contain letters and digits, which must not act like keys. Releases and other buttons
  /// do nothing.
  @Test(
    arguments: [
      ("\u{1b}[<0;3;12M", MouseEvent(kind: .press, column: 2, row: 11)), ("\u{1b}[<0;3;12m", nil),
      ("\u{1b}[<64;1;1M", MouseEvent(kind: .wheelUp, column: 0, row: 0)),
      ("\u{1b}[<65;200;60M", MouseEvent(kind: .wheelDown, column: 199, row: 59)),
      ("\u{1b}[<2;1;1M", nil), ("\u{1b}[<0;0;1M", nil), ("\u{1b}[<0;1M", nil),
      ("\u{1b}[<;;M", nil),
    ] as [(String, MouseEvent?)])
  func reportsOfTheMouseAreRecognized(text: String, event: MouseEvent?) {
    #expect(keys(text + "j") == [event.map(Key.mouse), .character("j")].compactMap(\.self))
  }

  /// If a user types fast, or over a slow connection, several keys arrive at once. None may be
  /// lost.
  @Test func severalKeysInOneReadAreAllRecognized() {
    #expect(
      keys("jjk\u{1b}[B\u{1b}[B\r") == [
        .character("j"), .character("j"), .character("k"), .down, .down, .enter,
      ])
    #expect(keys("/443\r") == "/443".map { .character($0) } + [.enter])
    #expect(keys("a\r\nb") == [.character("a"), .enter, .character("b")])
    #expect(keys("\u{1b}q") == [.escape, .character("q")])
    #expect(keys("") == [])
  }

  /// Bytes that are not valid UTF-8 must not crash portstat or hide the keys after them.
  @Test(arguments: [
    [0xff], [0xc3], [0xe6, 0xbc], [0xf0, 0x9f], [0x80, 0x81], [0], [0xc3, 0x28],
  ])
  func invalidUTF8DoesNotHideOtherKeys(bytes: [UInt8]) {
    let found = Key.keys(bytes + Array("\u{1b}[Aq".utf8))
    #expect(found.suffix(2) == [.up, .character("q")])
  }

  /// Input of any kind, cut at any place, must not crash the live view or hang it.
  @Test func anyInputIsAccepted() {
    let all = Array("jk\u{1b}[A\u{1b}[5~\u{1b}OA\u{1b}[1;5Dq漢\u{1b}[".utf8) + [0xff, 0x1b]
    for end in 0...all.count {
      for start in 0...end {
        #expect(Key.keys(Array(all[start..<end])).count <= end - start)
      }
    }
  }
}
