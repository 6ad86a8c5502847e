import SocketInspector
import Testing

@testable import portstat

@Suite struct SourceOptionTests {
  /// A recording says nothing of this machine's kernel, nor the kernel of a recording.
  @Test func aTreeIsNeverMixedWithThisMachine() throws {
    #expect(try parse("--proc", "/proc").query.source == .procfs)
    #expect(try parse("--proc", "/proc", "--source", "auto").query.source == .procfs)
    #expect(throws: UsageError.self) { try parse("--proc", "/proc", "--source", "netlink") }
    #expect(throws: UsageError.self) { try parse("--source=netlink", "--proc=/x") }
  }

  @Test func aSourceIsChosenByName() throws {
    #expect(try parse().query.source == .auto)
    for source in SourcePreference.allCases {
      #expect(try parse("--source", source.rawValue).query.source == source)
    }
    #expect(throws: UsageError("--source: unknown source 'netlik': did you mean netlink?")) {
      try parse("--source", "netlik")
    }
  }

  /// What costs a fifth of the reading is asked for only where it is shown or sorted by.
  @Test func retransmissionsAreAskedForWhereTheyAreShown() throws {
    #expect(try !parse("-an").query.requirements.contains(.retransmits))
    #expect(try parse("-ano").query.requirements.contains(.retransmits))
    #expect(try parse("--json").query.requirements.contains(.retransmits))
    #expect(
      try !parse("--json", "--columns", "local_port").query.requirements.contains(.retransmits))
    #expect(try parse("--sort", "probes:desc").query.requirements.contains(.retransmits))
    #expect(try !parse("-o", "-q").query.requirements.contains(.retransmits))
  }

  private func parse(_ arguments: String...) throws -> Settings {
    try Settings(try OptionParser(options: OptionTable.all).parse(arguments))
  }
}
