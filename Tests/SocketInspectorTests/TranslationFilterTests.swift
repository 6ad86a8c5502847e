import TestSupport
import Testing

@testable import SocketInspector

/// Whoever searches for a port or an address has to find the connection by each of its four ends.
@Suite struct TranslationFilterTests {
  private func matches(_ text: String, _ message: [UInt8]) throws -> Bool {
    let parsed = ConntrackMessage.parse(message.span)
    let translation = try #require(parsed)
    return TranslationFilter(try Filter(text)).matches(translation)
  }

  @Test(arguments: [
    ("8080", true), ("80", true), ("46578", true), ("81", false), ("10.1.0.2", true),
    ("10.1.0.1:8080", true), ("10.1.0.1:80", false), ("10.2.0.1", true), ("^8080", false),
    ("^81", true), ("--port=80", true), ("--local-port=8080", true), ("--remote=10.2.0.0/16", true),
    ("--remote=10.3.0.0/16", false), ("-t", true), ("-u", false), ("-6", false), ("-4", true),
    ("--port=^80", false), ("--port=8080 --remote=10.1.0.2", true),
  ])
  func aTranslationMatchesByAnyOfItsEnds(text: String, isMatch: Bool) throws {
    #expect(try matches(text, RecordedConnection.both) == isMatch)
  }

  /// `-t` and `-u` would otherwise list pings.
  @Test func otherProtocolsAreListedUnlessOneIsSelected() throws {
    let line = "icmp 1 29 src=10.0.0.2 dst=192.0.2.7 type=8 src=192.0.2.7 dst=10.9.0.1 type=0"
    let bytes = Array(line.utf8)
    let ping = try ConntrackLine.parse(bytes.span)
    #expect(TranslationFilter(Filter()).matches(ping))
    for text in ["-t", "-u", "80"] {
      #expect(!TranslationFilter(try Filter(text)).matches(ping), "\(text)")
    }
  }
}
