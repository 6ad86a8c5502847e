import SocketInspector
import Testing

@testable import portstat

@Suite struct OptionParserTests {
  private func parse(_ arguments: [String]) throws -> Arguments {
    try OptionParser(options: OptionTable.all).parse(arguments)
  }

  private func refusal(_ arguments: [String]) -> String {
    do {
      _ = try parse(arguments)
      return "(accepted)"
    } catch {
      return "\(error)"
    }
  }

  /// The habits of twenty years: `-tulpn`, `-ano`, `-antp` come as one word.
  @Test(arguments: [
    (["-tulpn"], ["-t", "-u", "-l", "-p", "-n"]), (["-ano"], ["-a", "-n", "-o"]),
    (["-antp"], ["--all", "--numeric", "--tcp", "--processes"]), (["-4tl"], ["-l", "-t", "-4"]),
    (["-eWH6"], ["--extended", "--wide", "--no-header", "--ipv6"]),
    (["-lu"], ["--listen", "--udp"]),
    (["-ljq", "--format", "table"], ["-l", "-j", "-q", "--format=table"]),
  ])
  func bundledLettersAreThoseLetters(bundle: [String], single: [String]) throws {
    let (left, right) = (try parse(bundle), try parse(single))
    #expect(left.filter.tables == right.filter.tables)
    #expect(left.filter.families == right.filter.families)
    #expect(left.filter.isListeningOnly == right.filter.isListeningOnly)
    #expect(left.output.isNumeric == right.output.isNumeric)
    #expect(left.output.showsTimers == right.output.showsTimers)
    #expect(left.output.isExtended == right.output.isExtended)
    #expect(left.output.isWide == right.output.isWide)
    #expect(left.output.showsHeader == right.output.showsHeader)
    #expect(left.mode == right.mode)
    #expect(left.output.format == right.output.format)
  }

  /// A bundle that leaves out a letter lists too much or too little.
  @Test func everyLetterOfABundleCounts() throws {
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

  /// Both ways to give a value are in everybody's fingers.
  @Test(arguments: [["--port=443"], ["--port", "443"], ["--port", "443", "--"]])
  func aValueStandsBehindEqualsOrABlank(arguments: [String]) throws {
    let typed = try parse(arguments)
    #expect(typed.filter.ports.included == [PortPattern(443...443)])
    #expect(typed.filter.selectors.isEmpty)
  }

  /// A value may look like an option or hold an equals sign.
  @Test func theFirstEqualsSignEndsTheName() throws {
    #expect(try parse(["--proc=/a=b"]).procPath == "/a=b")
    #expect(try parse(["--proc", "--tcp"]).procPath == "--tcp")
    #expect(try parse(["--proc", "--tcp"]).filter.tables.count == 2)
  }

  /// `portstat 8080 -t`: people add options at the end of the line that they have.
  @Test func optionsMayStandBehindSelectors() throws {
    let typed = try parse(["8080", "-t", "443", "--json"])
    #expect(typed.filter.selectors.count == 2)
    #expect(typed.filter.tables == [.tcp])
    #expect(typed.output.format == .json)
  }

  /// Behind `--` nothing is an option.
  @Test func twoDashesEndTheOptions() throws {
    let typed = try parse(["-t", "--", "8080"])
    #expect(typed.filter.selectors == [.init(ports: PortPattern(8080...8080))])
    #expect(refusal(["--", "-t"]).contains("'-t'"))
    #expect(refusal(["-"]).contains("'-'"))
  }

  /// A slip of the finger should not need the manual.
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
  func aSlipIsAnsweredWithTheNearestSpelling(
    arguments: [String], word: String, suggestion: String
  ) {
    let message = refusal(arguments)
    #expect(message.contains(word), "\(message)")
    #expect(message.contains("did you mean"), "\(message)")
    #expect(message.contains(suggestion), "\(message)")
    #expect(!message.contains("\n"))
  }

  /// What is allowed is said where nothing is near.
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
  func whatIsAllowedIsListed(arguments: [String], words: [String]) {
    let message = refusal(arguments)
    for word in words { #expect(message.contains(word), "\(message)") }
  }

  /// `-w` and `-x` list other sockets in netstat and ss: silence would be a wrong answer.
  @Test(arguments: [
    (["-w"], "-w", "raw"), (["-x"], "-x", "unix"), (["-anx"], "-x", "unix"),
    (["--raw"], "--raw", "raw"),
    (["--unix"], "--unix", "unix"),
  ])
  func tablesThatAreNotReadAreRefused(arguments: [String], name: String, table: String) {
    let message = refusal(arguments)
    #expect(message.contains(name) && message.contains(table), "\(message)")
    #expect(message.contains("not"), "\(message)")
  }

  /// These mean something else in netstat or ss, so they may not mean anything here.
  @Test(arguments: [
    (["-s"], "-s"), (["-i"], "-i"), (["-r"], "-r"), (["-tns"], "-s"), (["-Z"], "-Z"),
    (["-8"], "-8"),
    (["--nonsense"], "--nonsense"), (["---tcp"], "---tcp"), (["-é"], "-é"),
  ])
  func unknownOptionsAreRefusedByName(arguments: [String], name: String) {
    let message = refusal(arguments)
    #expect(message.contains("unknown option \(name)"), "\(message)")
  }

  /// A value that is missing takes the next option for one, or lists everything.
  @Test(
    arguments: OptionTable.all.filter { if case .required = $0.argument { true } else { false } }
      .map(\.long))
  func aMissingValueIsRefused(option: String) {
    #expect(refusal(["--\(option)"]).contains("--\(option)"))
    #expect(refusal(["--\(option)"]).contains("needs a value"))
    if option != "process" { #expect(refusal(["--\(option)="]).contains("--\(option)")) }
    #expect(refusal(["--\(option)="]) != "(accepted)")
  }

  /// A value for an option without one would be passed over.
  @Test(
    arguments: OptionTable.all.filter { if case .none = $0.argument { true } else { false } }
      .map(\.long))
  func aValueTooManyIsRefused(option: String) {
    #expect(refusal(["--\(option)=yes"]).contains("--\(option) takes no value"))
  }

  /// `--port 80 --port 443` means both, as `--port 80,443` does.
  @Test func repeatedFiltersAddAlternatives() throws {
    let repeated = try parse(["--port", "80", "--port=443", "--state=^listen", "--state", "close"])
    #expect(repeated.filter.ports.included == [PortPattern(80...80), PortPattern(443...443)])
    #expect(repeated.filter.states.excluded == [.listen])
    #expect(repeated.filter.states.included == [.closed])
    let pids = try parse(["--pid", "1,2", "--pid", "^3"])
    #expect(pids.filter.pids.included == [1, 2] && pids.filter.pids.excluded == [3])
  }

  /// Of several forms of output the last one counts, so that an alias can be overruled.
  @Test func theLastFormOfOutputCounts() throws {
    #expect(try parse(["--json", "--csv"]).output.format == .csv)
    #expect(try parse(["--csv", "--format=table"]).output.format == .table)
    #expect(try parse(["--columns=pid", "--columns=state"]).output.columns.map(\.key) == ["state"])
  }

  /// PIDs are no JSON: one of the two was not meant.
  @Test(arguments: ["--json", "--jsonl", "--csv"])
  func quietAndAFormOfDataAreRefused(format: String) {
    #expect(refusal(["-q", format]).contains("--quiet"))
    #expect(refusal([format, "-q", "8080"]).contains(format))
  }
}
