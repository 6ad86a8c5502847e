import TestSupport
import Testing

@testable import SocketInspector

/// If the kernel's list of connections was misread, an administrator would look for a connection at the wrong machine.
@Suite struct ConntrackMessageTests {
  private func parse(_ message: [UInt8]) -> AddressTranslation? {
    ConntrackMessage.parse(message.span)
  }

  @Test func bothEndsAreTranslated() throws {
    let parsed = parse(RecordedConnection.both)
    let translation = try #require(parsed)
    #expect(translation.transport == .tcp && translation.state == "ESTABLISHED")
    #expect(translation.original.source.description == "10.1.0.2:46578")
    #expect(translation.original.destination.description == "10.1.0.1:8080")
    #expect(translation.translated.source.description == "10.2.0.1:46578")
    #expect(translation.translated.destination.description == "10.2.0.2:80")
    #expect(translation.kind == .both && translation.secondsLeft == 431_999)
    #expect(translation.isReplied && translation.isAssured)
  }

  @Test func aDatagramHasNoState() throws {
    let parsed = parse(RecordedConnection.datagram)
    let translation = try #require(parsed)
    #expect(translation.transport == .udp && translation.state == nil)
    #expect(translation.kind == .source && translation.secondsLeft == 29)
    #expect(!translation.isReplied && !translation.isAssured)
    let other = parse(RecordedConnection.untranslated)
    #expect(other != nil && other?.kind == nil)
  }

  /// A truncated message must not end portstat, or give a connection with wrong ends.
  @Test(arguments: [RecordedConnection.both, RecordedConnection.datagram])
  func truncatedMessagesAreRefused(message: [UInt8]) {
    let whole = parse(message)
    for count in 0..<message.count {
      let part = parse(Array(message.prefix(count)))
      if let part {
        #expect(part.original == whole?.original && part.reply == whole?.reply, "\(count)")
      }
    }
  }

  /// States that a newer kernel adds are shown by number, not left out.
  @Test func anUnknownStateIsANumber() {
    #expect(ConntrackState.all[.tcp]?.name(200) == "200")
    #expect(ConntrackState.all[.sctp]?.name(4) == "ESTABLISHED")
  }
}
