import TestSupport
import Testing

@testable import SocketInspector

@Suite struct NamePatternTests {
  /// `--process nginx` would find `nginx-debug`, or `ngin*` would not find both.
  @Test(arguments: [
    ("nginx", "nginx", true), ("nginx", "nginx-debug", false), ("nginx", "Nginx", false),
    ("nginx", "ngin", false), ("nginx", "xnginx", false), ("", "", true), ("", "a", false),
    ("a", "", false), ("*", "", true), ("*", "anything at all", true), ("**", "", true),
    ("***", "x", true), ("?", "", false), ("?", "a", true), ("?", "ab", false), ("??", "ab", true),
    ("ngin*", "nginx", true), ("ngin*", "ngin", true), ("*inx", "nginx", true),
    ("*inx", "inx", true), ("*inx", "nginxx", false), ("n*x", "nx", true), ("n*x", "nginx", true),
    ("n*x", "nginy", false), ("*gi*", "nginx", true), ("*gi*", "nx", false), ("a*b*c", "abc", true),
    ("a*b*c", "aXbYc", true), ("a*b*c", "aXcYb", false), ("a*b*c", "abcbc", true),
    ("*a", "aaab", false), ("*ab", "aab", true), ("*aab", "aaab", true), ("?*", "", false),
    ("?*", "a", true), ("*?", "a", true), ("*?", "", false), ("?*?", "a", false),
    ("?*?", "ab", true), ("a?c", "abc", true), ("a?c", "ac", false), ("[a]", "a", false),
    ("[a]", "[a]", true), ("a.c", "abc", false), ("\\*", "*", false), ("\\*", "\\x", true),
    // `?` matches one character, not one byte.
    ("?", "é", true), ("??", "é", false), ("caf?", "café", true), ("?", "😀", true),
    ("*😀", "a😀", true), ("é", "é", true), ("*?", "é", true), ("*??", "é", false),
  ])
  func wildcardsStandForCharacters(pattern: String, name: String, expected: Bool) {
    #expect(NamePattern(pattern).matches(Array(name.utf8)) == expected)
  }

  /// A process with a name that is not valid UTF-8 could not be found.
  @Test(
    arguments: [
      ("*", [0xff, 0xfe], true), ("?", [0xff], true), ("??", [0xff, 0xff], true),
      ("a*b", [0x61, 0xc3, 0x62], true), ("a?b", [0x61, 0xc3, 0x62], true),
      ("?", [0x80], true), ("ab", [0x61, 0x80, 0x62], false), ("*\u{1b}*", [0x1b, 0x5d], true),
      ("a\nb", [0x61, 0x0a, 0x62], true), ("é", [0xc3], false), ("\u{fffd}", [0xff], false),
    ] as [(String, [UInt8], Bool)])
  func namesThatAreNotUTF8CanBeFound(pattern: String, name: [UInt8], expected: Bool) {
    #expect(NamePattern(pattern).matches(name) == expected)
  }

  /// A pattern with many asterisks would take minutes.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: [
      "*a*a*a*a*b", "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "*?*?*?*?*?*?*b", "**********b",
      "*aaaaaaaaab",
    ])
  func patternsWithManyAsterisksAreFast(pattern: String) {
    var name = [UInt8](repeating: UInt8(ascii: "a"), count: 4_096)
    let start = ContinuousClock.now
    #expect(!NamePattern(pattern).matches(name))
    name.append(UInt8(ascii: "b"))
    #expect(NamePattern(pattern).matches(name))
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  /// A pattern that no other test covers would match the wrong names. The reference tries every way
  /// to match.
  @Test func everyShortPatternAgreesWithASimpleMatcher() {
    let names = Self.words(of: ["a", "b"], upTo: 4)
    for pattern in Self.words(of: ["a", "b", "*", "?"], upTo: 4) {
      for name in names {
        let found = NamePattern(pattern).matches(Array(name.utf8))
        let expected = Self.matches(Array(pattern)[...], Array(name)[...])
        if found != expected {
          Testing.Issue.record("\(pattern) \(name): \(found)")
        }
      }
    }
  }

  /// `--process` would not find a process by the file name of its executable, or by the name that
  /// it gave itself.
  @Test(
    arguments: [
      ("nginx", "nginx", nil, true), ("nginx", "worker", "/usr/sbin/nginx", true),
      ("nginx", "worker", "/usr/sbin/nginx (deleted)", true),
      ("nginx (deleted)", "worker", "/usr/sbin/nginx (deleted)", true),
      ("sbin", "worker", "/usr/sbin/nginx", false),
      ("/usr/sbin/nginx", "nginx", "/usr/sbin/nginx", false),
      ("worker", "worker", "/usr/sbin/nginx", true), ("nginx", nil, nil, false),
      ("nginx", nil, "nginx", true), ("", "a", "/usr/sbin/", true), ("*", nil, nil, false),
      ("nginx", "worker", "/usr/sbin/nginx (deleted) ", false),
      ("x*", "n", "/xsbin/nginx", false), (" (deleted)", "n", "/a (deleted)", false),
    ] as [(String, String?, String?, Bool)])
  func aPatternMatchesTheNameOrTheExecutable(
    pattern: String, name: String?, path: String?, expected: Bool
  ) {
    var process = ProcessDetails(pid: 7)
    process.nameBytes = name.map { Array($0.utf8) }
    process.executableBytes = path.map { Array($0.utf8) }
    #expect(NamePattern(pattern).matches(process) == expected)
  }

  private static func words(of letters: [String], upTo length: Int) -> [String] {
    guard length > 0 else { return [""] }
    let shorter = words(of: letters, upTo: length - 1)
    let longest = shorter.filter { $0.count == length - 1 }
    return shorter + longest.flatMap { word in letters.map { word + $0 } }
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>)
    -> Bool
  {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    if first == "*" {
      return (name.startIndex...name.endIndex).contains { matches(rest, name[$0...]) }
    }
    return !name.isEmpty && (first == "?" || first == name.first) && matches(rest, name.dropFirst())
  }
}
