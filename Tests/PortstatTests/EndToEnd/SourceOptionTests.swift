import SocketInspector
import Testing

@testable import portstat

@Suite struct SourceOptionTests {
  /// A recording must not be mixed with netlink data of the machine that reads it.
  @Test func aRecordingIsNeverMixedWithThisMachine() throws {
    #expect(try parse("--proc", "/proc").query.source == .procfs)
    #expect(try parse("--proc", "/proc", "--source", "auto").query.source == .procfs)
    #expect(throws: UsageError.self) { try parse("--proc", "/proc", "--source", "netlink") }
    #expect(throws: UsageError.self) { try parse("--source=netlink", "--proc=/x") }
  }

  /// A misspelled source must not silently become another one.
  @Test func aSourceIsChosenByName() throws {
    #expect(try parse().query.source == .auto)
    for source in SourcePreference.allCases {
      #expect(try parse("--source", source.rawValue).query.source == source)
    }
    #expect(throws: UsageError("--source: invalid source 'netlik': did you mean netlink?")) {
      try parse("--source", "netlik")
    }
  }

  /// Retransmissions make reading a fifth slower, so they are requested only if they are shown or
  /// sorted by.
  @Test func retransmissionsAreRequestedOnlyIfShown() throws {
    #expect(try !parse("-an").query.requirements.contains(.retransmits))
    #expect(try parse("-ano").query.requirements.contains(.retransmits))
    #expect(try parse("--json").query.requirements.contains(.retransmits))
    #expect(
      try !parse("--json", "--columns", "local_port").query.requirements.contains(.retransmits))
    #expect(try parse("--sort", "probes:desc").query.requirements.contains(.retransmits))
    #expect(try !parse("-o", "-q").query.requirements.contains(.retransmits))
  }

  /// The option would be ignored silently: the tables of this machine are in its own byte order.
  @Test func aByteOrderIsForRecordings() throws {
    #expect(try parse("--proc", "/srv/z15", "--byte-order", "big").query.byteOrder == .big)
    #expect(try parse("--byte-order=little", "--proc=/srv/x").query.byteOrder == .little)
    #expect(try parse("--proc", "/srv/x").query.byteOrder == nil)
    #expect(throws: UsageError.self) { try parse("--byte-order", "big") }
    #expect(throws: UsageError.self) { try parse("--proc", "/srv/x", "--byte-order", "middle") }
  }

  /// `--proc /proc` stands for the machine of that tree; without it, the sockets are the reader's own.
  @Test func aTreeIsGivenOnlyByTheOption() throws {
    #expect(try parse("--proc", "/proc").query.procPath == "/proc")
    #expect(try parse("--source", "procfs").query.procPath == nil)
  }

  private func parse(_ arguments: String...) throws -> Settings {
    try Settings(try OptionParser(options: OptionTable.all).parse(arguments))
  }
}
