import SocketInspector
import Testing

@testable import portstat

@Suite struct OptionParserTests {
  private func parse(_ arguments: [String]) throws -> Arguments {
    try OptionParser(options: OptionTable.all).parse(arguments)
  }

  private func errorMessage(_ arguments: [String]) -> String {
    do {
      _ = try parse(arguments)
      return "(accepted)"
    } catch {
      return "\(error)"
    }
  }

  /// Users type `-tulpn`, `-ano` and `-antp` as they have for decades.
  @Test(arguments: [
    (["-tulpn"], ["-t", "-u", "-l", "-p", "-n"]), (["-ano"], ["-a", "-n", "-o"]),
    (["-antp"], ["--all", "--numeric", "--tcp", "--processes"]), (["-4tl"], ["-l", "-t", "-4"]),
    (["-eWH6"], ["--extended", "--wide", "--no-header", "--ipv6"]),
    (["-lu"], ["--listen", "--udp"]),
    (["-ljq", "--format", "table"], ["-l", "-j", "-q", "--format=table"]),
  ])
  func combinedShortOptionsEqualSeparateOnes(bundle: [String], single: [String]) throws {
    let (left, right) = (try parse(bundle), try parse(single))
    #expect(left.filter.tables == right.filter.tables)
    #expect(left.filter.families == right.filter.families)
    #expect(left.filter.isListeningOnly == right.filter.isListeningOnly)
    #expect(left.output.isNumeric == right.output.isNumeric)
    #expect(left.output.showsTimers == right.output.showsTimers)
    #expect(left.output.showsInfo == right.output.showsInfo)
    #expect(left.output.isExtended == right.output.isExtended)
    #expect(left.output.isWide == right.output.isWide)
    #expect(left.output.showsHeader == right.output.showsHeader)
    #expect(left.mode == right.mode)
    #expect(left.output.format == right.output.format)
  }

  /// If a letter of a combination were ignored, too many or too few sockets would be listed.
  @Test func everyLetterOfACombinationCounts() throws {
    let tulpn = try parse(["-tulpn"])
    #expect(tulpn.filter.tables == [.tcp, .udp])
    #expect(tulpn.filter.isListeningOnly && tulpn.output.isNumeric)
    #expect(!tulpn.output.showsTimers && !tulpn.output.isExtended)
    let ano = try parse(["-ano"])
    #expect(ano.output.isNumeric && ano.output.showsTimers && !ano.filter.isListeningOnly)
    #expect(ano.filter.tables == [.tcp, .udp])
    let antp = try parse(["-antp"])
    #expect(antp.filter.tables == [.tcp] && antp.output.isNumeric)
    #expect(try parse(["-6"]).filter.families == [.ipv6])
    #expect(try parse(["-46"]).filter.families == [.ipv4, .ipv6])
    #expect(try parse([]).filter.families == [.ipv4, .ipv6])
  }

  /// `-plant` and `-tunapl` list everything in netstat: with only the listeners, a user who looks for
  /// a connection does not find it.
  @Test(arguments: [
    ["-tulanp"], ["-punta", "-l"], ["-l", "-a"], ["-a", "-l"], ["--listen", "--all"], ["-laWl"],
  ])
  func allOverridesListening(arguments: [String]) throws {
    #expect(try !parse(arguments).filter.isListeningOnly)
  }

  /// The same without `-a` lists only the listeners.
  @Test(arguments: [["-tulnp"], ["-pl"], ["--listening", "-u"]])
  func listeningAloneListsListeners(arguments: [String]) throws {
    #expect(try parse(arguments).filter.isListeningOnly)
  }

  /// Scripts written for netstat and ss must not fail because of a synonym, nor list something else.
  @Test func synonymsOfNetstatAreAccepted() throws {
    #expect(try parse(["--inet", "-t"]).filter.families == [.ipv4])
    #expect(try parse(["--inet6"]).filter.families == [.ipv6])
    #expect(try parse(["--protocol=inet6"]).filter.families == [.ipv6])
    #expect(try parse(["--protocol", "inet,UDP"]).filter.tables == [.udp])
    for word in ["ports", "hosts", "users"] {
      #expect(try parse(["--numeric-\(word)"]).output.isNumeric)
    }
    #expect(try !parse(["--no-headers"]).output.showsHeader)
    #expect(try !parse(["-anvp"]).filter.isListeningOnly)
    #expect(errorMessage(["--protocol=ipx"]).contains("'ipx'"))
  }

  /// Users write values both ways.
  @Test(arguments: [["--port=443"], ["--port", "443"], ["--port", "443", "--"]])
  func aValueFollowsAnEqualsSignOrABlank(arguments: [String]) throws {
    let typed = try parse(arguments)
    #expect(typed.filter.ports.included == [PortPattern(443...443)])
    #expect(typed.filter.selectors.isEmpty)
  }

  /// A value may look like an option or contain an equals sign.
  @Test func theFirstEqualsSignEndsTheName() throws {
    #expect(try parse(["--proc=/a=b"]).procPath == "/a=b")
    #expect(try parse(["--proc", "--tcp"]).procPath == "--tcp")
    #expect(try parse(["--proc", "--tcp"]).filter.tables.count == 2)
  }

  /// Users append options to the end of an existing command: `portstat 8080 -t`.
  @Test func optionsMayFollowSelectors() throws {
    let typed = try parse(["8080", "-t", "443", "--json"])
    #expect(typed.filter.selectors.count == 2)
    #expect(typed.filter.tables == [.tcp])
    #expect(typed.output.format == .json)
  }

  /// After `--`, nothing is an option.
  @Test func twoDashesEndTheOptions() throws {
    let typed = try parse(["-t", "--", "8080"])
    #expect(typed.filter.selectors == [.init(ports: PortPattern(8080...8080))])
    #expect(errorMessage(["--", "-t"]).contains("'-t'"))
    #expect(errorMessage(["-"]).contains("'-'"))
  }

  /// For a typo, the error must suggest the right spelling.
  @Test(arguments: [
    (["--listenin"], "--listenin", "--listening"), (["--jsno"], "--jsno", "--json"),
    (["--locl-port=1"], "--locl-port", "--local-port"), (["--colour=never"], "--colour", "--color"),
    (["--states=listen"], "--states", "--state"), (["--TCP"], "--TCP", "--tcp"),
    (["--state", "listne"], "listne", "listen"),
    (["--state=estblished"], "estblished", "established"),
    (["--format", "jason"], "jason", "json"), (["--class=wellknown"], "wellknown", "well-known"),
    (["--scope", "privat"], "privat", "private"), (["--direction", "inbond"], "inbond", "inbound"),
    (["--columns", "locl_port"], "locl_port", "local_port"), (["--sort=pids"], "pids", "pid"),
    (["--port", "htps"], "htps", "https"), (["postgress"], "postgress", "postgres"),
  ])
  func typosGetASuggestion(
    arguments: [String], word: String, suggestion: String
  ) {
    let message = errorMessage(arguments)
    #expect(message.contains(word), "\(message)")
    #expect(message.contains("did you mean"), "\(message)")
    #expect(message.contains(suggestion), "\(message)")
    #expect(!message.contains("\n"))
  }

  /// If no spelling is similar, the error must list the allowed values.
  @Test(arguments: [
    (["--format", "yaml"], ["yaml", "table", "json", "jsonl", "csv"]),
    (["--color", "sometimes"], ["sometimes", "auto", "always", "never"]),
    (["--class=big"], ["big", "well-known", "registered", "dynamic"]),
    (
      ["--scope=house"],
      ["house", "loopback", "link-local", "private", "multicast", "any", "global"]
    ),
    (["--direction=up"], ["up", "listening", "inbound", "outbound"]),
    (["--state=xyzzy"], ["xyzzy", "established", "time-wait", "connected"]),
    (["--sort=state:up"], ["up", "asc", "desc"]),
  ])
  func allowedValuesAreListed(arguments: [String], words: [String]) {
    let message = errorMessage(arguments)
    for word in words { #expect(message.contains(word), "\(message)") }
  }

  /// `-w` and `-x` list other sockets in netstat and ss: ignoring them would give a wrong result.
  @Test(arguments: [
    (["-w"], "-w", "raw"), (["-x"], "-x", "unix"), (["-anx"], "-x", "unix"),
    (["--raw"], "--raw", "raw"),
    (["--unix"], "--unix", "unix"),
  ])
  func unsupportedTablesAreRejected(arguments: [String], name: String, table: String) {
    let message = errorMessage(arguments)
    #expect(message.contains(name) && message.contains(table), "\(message)")
    #expect(message.contains("not"), "\(message)")
  }

  /// These options mean something else in netstat or ss, so they must be rejected, not
  /// reinterpreted.
  @Test(arguments: [
    (["-g"], "-g"), (["-r"], "-r"), (["-tng"], "-g"), (["-Z"], "-Z"),
    (["-8"], "-8"),
    (["--nonsense"], "--nonsense"), (["---tcp"], "---tcp"), (["-é"], "-é"),
  ])
  func unknownOptionsAreRejectedByName(arguments: [String], name: String) {
    let message = errorMessage(arguments)
    #expect(message.contains("unknown option '\(name)'"), "\(message)")
  }

  /// An option without its value must not take the next option for it, or list everything.
  @Test(
    arguments: OptionTable.all.filter { if case .required = $0.argument { true } else { false } }
      .map(\.long))
  func aMissingValueIsRejected(option: String) {
    #expect(errorMessage(["--\(option)"]).contains("--\(option)"))
    #expect(errorMessage(["--\(option)"]).contains("requires a value"))
    if option != "process" { #expect(errorMessage(["--\(option)="]).contains("--\(option)")) }
    #expect(errorMessage(["--\(option)="]) != "(accepted)")
  }

  /// A value for an option that takes none must not be ignored.
  @Test(
    arguments: OptionTable.all.filter { if case .none = $0.argument { true } else { false } }
      .map(\.long))
  func anUnexpectedValueIsRejected(option: String) {
    #expect(errorMessage(["--\(option)=yes"]).contains("--\(option) takes no value"))
  }

  /// `--port 80 --port 443` must match both ports, as `--port 80,443` does.
  @Test func repeatedFiltersAddAlternatives() throws {
    let repeated = try parse(["--port", "80", "--port=443", "--state=^listen", "--state", "close"])
    #expect(repeated.filter.ports.included == [PortPattern(80...80), PortPattern(443...443)])
    #expect(repeated.filter.states.excluded == [.listen])
    #expect(repeated.filter.states.included == [.closed])
    let pids = try parse(["--pid", "1,2", "--pid", "^3"])
    #expect(pids.filter.pids.included == [1, 2] && pids.filter.pids.excluded == [3])
  }

  /// The last output format wins, so that a user can override an alias.
  @Test func theLastFormatWins() throws {
    #expect(try parse(["--json", "--csv"]).output.format == .csv)
    #expect(try parse(["--csv", "--format=table"]).output.format == .table)
    #expect(try parse(["--columns=pid", "--columns=state"]).output.columns.map(\.key) == ["state"])
  }

  /// PIDs are not JSON: `-q` with a data format must be rejected, because only one of them can be
  /// meant.
  @Test(arguments: ["--json", "--jsonl", "--csv"])
  func quietWithADataFormatIsRejected(format: String) {
    #expect(errorMessage(["-q", format]).contains("--quiet"))
    #expect(errorMessage([format, "-q", "8080"]).contains(format))
  }
}
