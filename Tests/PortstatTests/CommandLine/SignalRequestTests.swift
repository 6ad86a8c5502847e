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
    error(words, canAsk: canAsk)
  }

  private func error(_ words: [String], canAsk: Bool = false) -> String? {
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
    #expect(
      error("--signal", "9", "-y")?.contains("--signal=9 (signal 9) or --signal :9 (port 9)")
        == true)
    // A user would conclude that numbers are not accepted.
    let expected = "CHLD or a number from 0 to 64"
    for invalid in ["8080", "65", "FOO"] {
      let message = error("--signal=\(invalid)", "-y")
      #expect(message?.hasPrefix("--signal: invalid signal '\(invalid)': expected TERM, ") == true)
      #expect(message?.hasSuffix(expected) == true)
    }
    for valid in ["0", "64"] { #expect(error("--signal=\(valid)", "80", "-y") == nil) }
    #expect(error("--signal=TREM", "9", "-y")?.contains("TERM") == true)
  }

  /// Without a filter, every server of the machine would be signaled.
  @Test(arguments: ["", "-tl", "-4", "--state=listen", "-u --direction listening"])
  func aFilterIsRequired(words: String) {
    let text = error(["--signal", "-y"] + words.split(separator: " ").map(String.init))
    #expect(
      text == "--signal requires a selector or a filter, as in portstat --signal 8080", "\(words)")
  }

  /// `^22` would signal every server but one.
  @Test(arguments: [
    "^22", "^22 ^tcp/80", "--port ^22", "--process ^sshd --user ^4", "--command ^*x*",
    "--pid ^812 --state listen", "--class ^dynamic", "--scope ^loopback", "--local ^10.0.0.0/8",
  ])
  func whatOnlyExcludesIsNoFilter(words: String) {
    let text = error(["--signal", "-y"] + words.split(separator: " ").map(String.init))
    #expect(text?.hasPrefix("--signal requires a selector or a filter without ^,") == true)
  }

  /// What a value includes may be narrowed by what another excludes.
  @Test(arguments: [
    "8000-8100 ^8080", "--process nginx ^80", "--user 33", "--pid 7", "--command *x*", "::1 ^22",
    "--scope loopback", "--class registered", "--local-port 9", "--port 9", "--local 10.0.0.7",
  ])
  func whatIncludesIsAFilter(words: String) {
    #expect(error(["--signal", "-y"] + words.split(separator: " ").map(String.init)) == nil)
  }

  /// A script that nobody watches must say that it means it.
  @Test func somebodyHasToAgree() {
    #expect(error("--signal", "80") == "--signal requires --yes if it cannot ask on a terminal")
    #expect(error("--signal", "80", canAsk: true) == nil)
    #expect(error("--signal", "80", "-y") == nil)
    // Signal 0 sends nothing.
    #expect(error("--signal=0", "80") == nil)
  }

  /// Options that would be ignored are refused.
  @Test func optionsThatDoNotFitAreRefused() {
    #expect(error("-y", "80") == "--yes requires --signal")
    #expect(error("--signal-timeout=3", "80") == "--signal-timeout requires --signal")
    #expect(error("--signal", "-y", "80", "--json") == "--signal and --json cannot be combined")
    #expect(error("--signal", "-y", "80", "--csv") == "--signal and --csv cannot be combined")
    #expect(error("--signal", "-y", "80", "--watch") == "--signal and --watch cannot be combined")
    #expect(
      error("--signal", "-y", "80", "--proc=/proc")?.hasPrefix(
        "--signal and --proc cannot be combined: ") == true)
    // The message had no subject: "cannot be combined with --signal".
    for words in [["--signal", "-yq", "80"], ["-q", "--signal", "-y", "80"]] {
      #expect(error(words) == "--quiet and --signal cannot be combined")
    }
    for value in ["", "-1", "x", "3601", "1e3"] {
      #expect(error("--signal", "-y", "80", "--signal-timeout=\(value)") != nil, "\(value)")
    }
    #expect(error("--signal", "--help") == nil)
  }
}
