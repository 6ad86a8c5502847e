import Testing

@testable import portstat

/// The arguments of lsof that select sockets.
@Suite struct LsofCommandTests {
  /// Options of portstat and other programs must not be taken for those of lsof.
  @Test(arguments: [
    ["-i"], ["-tin"], ["-ieth0"], ["--interval", ":80"], ["-s"], ["-st"], ["-tulpn"],
    ["-i", "-n"], [":80"], [], ["-cnginx"], ["-i", "-unr"],
  ])
  func otherOptionsAreNotLsof(words: [String]) {
    #expect(LsofCommand(words) == nil)
  }

  /// What is offered must select the same sockets.
  @Test(
    arguments: [
      (["-i", ":ssh"], "ssh"), (["-Pni6"], "-6"), (["-i", "80"], "80"), (["-i6TCP"], "-t6"),
      (["-Pnt", "-i4:22"], "-q4 22"),
      (["-i", "@10.0.0.9"], "--local 10.0.0.9"), (["-iTCP@[::1]:22"], "tcp/[::1]:22"),
      (["-i:80", "-i:443"], "80 443"), (["-iTCP:80", "-iUDP:53"], "tcp/80 udp/53"),
      (["-iTCP", "-iUDP"], "-tu"), (["-i", ":22", "-i", ":80", "-t"], "-q 22 80"),
      (["-iUDP"], "-u"), (["-sTCP:LISTEN", "-i:22"], "-l tcp/22"),
      (["-s", "TCP:CLOSE_WAIT", "-nP"], "-t --state close_wait"),
    ] as [([String], String?)])
  func argumentsSelectTheSame(words: [String], arguments: String?) {
    #expect(LsofCommand(words)?.arguments().joined(separator: " ") == arguments)
  }

  /// A name with blanks would be offered as several words, of which the last ones are no selectors.
  @Test func namesWithBlanksStayWhole() {
    let command = LsofCommand(["-i", "-a", "-c", "Web Content"])
    #expect(command?.arguments() == ["--process", "Web Content"])
    #expect(command?.error("x").instead == "--process 'Web Content'")
  }
}
