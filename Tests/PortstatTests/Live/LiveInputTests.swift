import TestSupport
import Testing

@testable import portstat

/// Large and incomplete input.
@Suite struct LiveInputTests {
  /// If a sequence is incomplete, the live view waits for its rest. If it is complete, the key must
  /// work immediately.
  @Test(
    arguments: [
      ("\u{1b}", true), ("\u{1b}[", true), ("\u{1b}O", true), ("\u{1b}[1;", true),
      ("jj\u{1b}[5", true), ("\u{1b}[A\u{1b}", true), ("\u{1b}\u{1b}", true), ("", false),
      ("j", false), ("\u{1b}[A", false), ("\u{1b}[5~", false), ("\u{1b}OP", false),
      ("\u{1b}q", false), ("é", false), ("漢", false), ("\u{1b}[A5", false),
    ] as [(String, Bool)])
  func incompleteKeysAreDetected(text: String, isCut: Bool) {
    #expect(Key.isIncomplete(Array(text.utf8)) == isCut)
  }

  /// A character of several bytes that arrives in two reads must not become two invalid ones.
  @Test(arguments: ["é", "漢", "🦊"])
  func incompleteCharactersAreDetected(text: String) {
    let bytes = Array("j\(text)".utf8)
    for end in 2..<bytes.count { #expect(Key.isIncomplete(Array(bytes[..<end]))) }
    #expect(!Key.isIncomplete(bytes))
  }

  /// An endless sequence must not delay every key.
  @Test func anEndlessSequenceIsNotIncomplete() {
    #expect(!Key.isIncomplete(Array("\u{1b}[".utf8) + Array(repeating: 0x30, count: 100)))
  }

  /// Reading keys must take linear time: a quadratic search would take hours for a pasted megabyte.
  @Test(arguments: ["\u{1b}[Z", "\u{1b}[1;5D", "x", "é", "\u{1b}"])
  func aMegabyteOfKeysIsReadInSeconds(text: String) {
    let count = 1_000_000 / text.utf8.count
    let bytes = [UInt8](repeatElement(Array(text.utf8), count: count).joined())
    let clock = ContinuousClock()
    #expect(clock.measure { _ = Key.keys(bytes) } < .seconds(60))
  }

  /// The rest of a filter that is too long might exclude sockets: the last valid filter must stay
  /// in force, and the last line must say why.
  @Test func aFilterThatIsTooLongIsNotApplied() throws {
    let tree = try ProcTree(tcp: [22, 80].map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let watched = try WatchedTree(tree)
    watched.press("/22")
    #expect(watched.ports == [22])
    watched.press("," + String(repeating: "80,", count: 10_000) + "80")
    #expect(watched.model.list.filter.text.utf8.count == LiveFilter.maxLength)
    #expect(watched.ports == [22])
    #expect(
      watched.model.list.filter.error?.contains("at most \(LiveFilter.maxLength) bytes") == true)
    watched.press("\u{7f}\u{7f}")
    #expect(watched.model.list.filter.error?.contains("at most") != true)
    watched.press("\u{1b}")
    #expect(watched.ports == [22, 80] && watched.model.list.filter.error == nil)
  }

  /// Keys that arrive in one read must act in the order in which they were pressed.
  @Test func keysOfOneReadActInOrder() throws {
    let tree = try ProcTree(tcp: (1...9).map { .listener("127.0.0.1:\($0)", inode: UInt64($0)) })
    let together = try WatchedTree(tree)
    let apart = try WatchedTree(tree)
    let keys = "/--local-port 2,5,7,8\rGSkSs/\u{7f}9\rjltt l\rqG"
    together.press(keys)
    for key in keys { apart.press(String(key)) }
    #expect(together.ports == apart.ports && !together.ports.isEmpty)
    #expect(together.selectedPort == apart.selectedPort)
    #expect(together.model.page == apart.model.page)
  }
}
