import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The options around `--signal`. A mistake here ends processes that the user did not mean.
@Suite struct SignalRequestTests {
  private func settings(_ words: String..., canAsk: Bool = false) throws -> Settings {
    let arguments = try OptionParser(options: OptionTable.all).parse(words)
    return try Settings(arguments, on: Terminal(canAsk: canAsk)) { _ in nil }
  }

  private func error(_ words: String..., canAsk: Bool = false) -> String? {
    do throws(UsageError) {
      let arguments = try OptionParser(options: OptionTable.all).parse(words)
      _ = try Settings(arguments, on: Terminal(canAsk: canAsk)) { _ in nil }
      return nil
    } catch {
      return error.description
    }
  }

  /// Only owners of listening sockets: the clients of the port must survive.
  @Test func onlyListeningSocketsAreMeant() throws {
    let settings = try settings("--signal", "8443", "-y")
    #expect(settings.mode == .signal && settings.query.filter.isListeningOnly)
    #expect(settings.signal.signal == .terminate && settings.query.requirements == .owners)
    #expect(try self.settings("-a", "--signal", "8443", "-y").query.filter.isListeningOnly)
  }

  /// `--signal 8080` means port 8080, not signal 8080.
  @Test func theSignalIsAttached() throws {
    let settings = try settings("--signal=sighup", "--signal-timeout", "0.5", "53/udp", "--yes")
    #expect(settings.signal.signal?.name == "HUP" && settings.signal.timeout == 0.5)
    #expect(try self.settings("--signal", ":9", "-y").signal.signal == .terminate)
    #expect(error("--signal", "9", "-y")?.contains("--signal=9 (NAME) or :9 (port)") == true)
    #expect(error("--signal=8080", "-y")?.contains("invalid signal '8080'") == true)
    #expect(error("--signal=TREM", "9", "-y")?.contains("TERM") == true)
  }

  /// Without a filter, every server of the machine would be signaled.
  @Test(arguments: [["--signal", "-y"], ["--signal", "-ytl"], ["--signal", "-y", "-4"]])
  func aFilterIsRequired(words: [String]) throws {
    let arguments = try OptionParser(options: OptionTable.all).parse(words)
    #expect(throws: UsageError.self) {
      try Settings(arguments, on: Terminal(canAsk: true)) { _ in nil }
    }
  }

  /// A script that nobody watches must say that it means it.
  @Test func somebodyHasToAgree() {
    #expect(error("--signal", "80") == "--signal requires --yes if it cannot ask on a terminal")
    #expect(error("--signal", "80", canAsk: true) == nil)
    #expect(error("--signal", "80", "-y") == nil)
  }

  /// Options that would be ignored are refused.
  @Test func optionsThatDoNotFitAreRefused() {
    #expect(error("-y", "80") == "--yes requires --signal")
    #expect(error("--signal-timeout=3", "80") == "--signal-timeout requires --signal")
    #expect(error("--signal", "-y", "80", "--json")?.contains("--json") == true)
    #expect(error("--signal", "-y", "80", "--csv")?.contains("--csv") == true)
    #expect(error("--signal", "-y", "80", "--watch")?.contains("--watch") == true)
    #expect(error("--signal", "-y", "80", "--proc=/proc")?.contains("--proc") == true)
    #expect(error("--signal", "-yq", "80")?.contains("--signal") == true)
    #expect(error("-q", "--signal", "-y", "80")?.contains("--quiet") == true)
    for value in ["", "-1", "x", "3601", "1e3"] {
      #expect(error("--signal", "-y", "80", "--signal-timeout=\(value)") != nil, "\(value)")
    }
    #expect(error("--signal", "--help") == nil)
  }
}
