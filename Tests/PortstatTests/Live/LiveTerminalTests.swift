import Foundation
import TestSupport
import Testing

/// The live view on a terminal, started from a shell.
@Suite(.enabled(if: Program.isInstalled("tmux", "stty"), "tmux or stty is not installed"))
struct LiveTerminalTests {
  private static let lastLine = "? help  q quit"

  /// Starts the live view of a recorded tree and waits until it is drawn.
  private func start(_ tmux: Tmux, pidFile: String = "/dev/null") throws {
    try tmux.type(
      "sh -c 'echo $$ >\(pidFile); exec \"$0\" \"$@\"' '\(Program.portstat.path)' --watch=0.5 "
        + "--proc '\(Fixtures.path("web-server"))'")
    try waitForList(tmux)
  }

  @discardableResult
  private func waitForList(_ tmux: Tmux) throws -> [String] {
    try tmux.wait("the list") { screen in
      screen.contains("Proto") && screen.contains("\n\(Self.lastLine)")
    }
  }

  /// The live view must fill the screen at any size, and adapt when the window becomes smaller.
  @Test(arguments: [(80, 24), (200, 60)])
  func theLiveViewFillsTheScreen(columns: Int, rows: Int) throws {
    let tmux = try Tmux(columns: columns, rows: rows)
    try start(tmux)
    let screen = try tmux.screen
    #expect(screen.count == rows)
    #expect(screen[0].contains("every 0.5 s") && screen[0].contains(" listening"))
    #expect(screen[1].hasPrefix("  Proto  Local Address"))
    #expect(screen[2...].contains { $0.contains("tcp") && $0.contains("0.0.0.0:443") })
    #expect(screen[rows - 1].hasPrefix(Self.lastLine))

    try tmux.resize(columns: 40, rows: 10)
    let small = try tmux.wait("the smaller screen") { screen in
      let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.count == 10 && lines[0].contains("listening")
        && lines[9].hasPrefix(Self.lastLine)
    }
    #expect(small[1].contains(/State +PID +Process/))
    #expect(small[2...7].allSatisfy { $0.contains(#/[0-9>] +LISTEN +1[1-4] /#) })
    try tmux.press("G")
    try tmux.press("q")
    try tmux.wait("the shell") { !$0.contains(Self.lastLine) }
  }

  /// A terminal without a cursor, such as Emacs' shell, would show escape sequences.
  @Test func aDumbTerminalGetsTheEventStream() throws {
    let tmux = try Tmux(columns: 100, rows: 40)
    try tmux.type(
      "TERM=dumb '\(Program.portstat.path)' --watch=0.5 --proc '\(Fixtures.path("web-server"))'")
    try tmux.wait("events") { screen in
      screen.contains(/\d\.\d{3} \+ udp6 \[::\]:5353 \*:\* - 14 name-resolver mdns registered/)
    }
    #expect(try !tmux.screen.contains { $0.hasPrefix(Self.lastLine) })
    try tmux.press("C-c")
  }

  /// Keys must work through a real terminal.
  @Test func keysWorkThroughATerminal() throws {
    let tmux = try Tmux(columns: 80, rows: 24)
    try start(tmux)
    try tmux.press("/", "4", "4", "3")
    try tmux.wait("the filter") { $0.contains("/443_") && !$0.contains("0.0.0.0:80 ") }
    try tmux.press("Enter")
    try tmux.wait("the end of the input") { $0.contains("/443") && !$0.contains("/443_") }
    try tmux.press("Enter")
    try tmux.wait("the details") { $0.contains("all keys") && $0.contains("? help  q back") }
    try tmux.press("Escape")
    try waitForList(tmux)
    try tmux.press("Escape")
    try tmux.wait("all rows") { $0.contains("0.0.0.0:80 ") && !$0.contains("/443") }
    try tmux.press("?")
    try tmux.wait("the help") { $0.contains("all details of the row") }
    try tmux.press("?")
    try waitForList(tmux)
    try tmux.press("Space")
    try tmux.wait("the pause") { $0.contains("PAUSED") }
    try tmux.press("Space", "-")
    try tmux.wait("the longer interval") { $0.contains("every 1 s") }
    try tmux.press("Down", "Down", "s")
    try tmux.wait("the order") { $0.contains("Proto▴") }
    try tmux.press("t")
    try tmux.wait("the hidden tables") { $0.contains("hidden: tcp") && !$0.contains("0.0.0.0:80 ") }
  }

  /// Details that the user opens during a pause must be complete.
  @Test func detailsDuringAPauseAreComplete() throws {
    let tmux = try Tmux(columns: 100, rows: 60)
    try start(tmux)
    try tmux.press("Enter")
    let running = try tmux.wait("the details") { $0.contains("executable") }
    try tmux.press("Enter")
    try waitForList(tmux)
    try tmux.press("Space")
    try tmux.wait("the pause") { $0.contains("PAUSED") }
    try tmux.press("Enter")
    let paused = try tmux.wait("the details") { $0.contains("executable") }
    #expect(paused.dropFirst() == running.dropFirst())
  }

  /// The ways to end the live view.
  enum Ending: CaseIterable {
    case q
    case interrupt
    case term
    case hangup
    case stopAndQ
  }

  /// A terminal that is left without echo, or on the alternate screen, is unusable for most people.
  @Test(arguments: Ending.allCases)
  func theTerminalIsRestored(ending: Ending) throws {
    let tmux = try Tmux(columns: 80, rows: 24)
    let folder = try TemporaryDirectory()
    let file = { folder.url.appendingPathComponent($0).path }
    func settings(_ name: String) throws -> String {
      try tmux.type("stty -a >'\(file(name))'; echo \(name)-$((1+1))")
      try tmux.wait("stty") { $0.contains("\(name)-2") }
      return try String(contentsOfFile: file(name), encoding: .utf8)
    }
    func waitForShell() throws {
      try tmux.wait("the shell's screen") { screen in
        screen.contains("shell-42") && screen.contains("before-2") && !screen.contains("Proto ")
      }
    }

    let before = try settings("before")
    let words = before.split(whereSeparator: \.isWhitespace)
    #expect(words.contains("echo") && words.contains("icanon"))
    try start(tmux, pidFile: file("pid"))
    #expect(try !tmux.screen.contains { $0.contains("shell-42") })
    #expect(try !tmux.reportsMouse, "text can be selected at first")
    try tmux.press("m")
    _ = try eventually("reports of the mouse") { try tmux.reportsMouse ? true : nil }
    let pid = try #require(
      Int32(
        try String(contentsOfFile: file("pid"), encoding: .utf8)
          .trimmingCharacters(in: .newlines)))
    switch ending {
    case .q: try tmux.press("q")
    case .interrupt: try tmux.press("C-c")
    case .term: kill(pid, SIGTERM)
    case .hangup: kill(pid, SIGHUP)
    case .stopAndQ:
      try tmux.press("C-z")
      try waitForShell()
      #expect(try settings("stopped") == before)
      #expect(try !tmux.reportsMouse, "the shell would get them as text")
      try tmux.type("fg")
      try waitForList(tmux)
      try tmux.press("?")
      try tmux.wait("the help") { $0.contains("all details of the row") }
      try tmux.press("?")
      try waitForList(tmux)
      try tmux.press("q")
    }
    try waitForShell()
    #expect(try settings("after") == before)
    #expect(try !tmux.reportsMouse, "the shell would get them as text")
    _ = try eventually("the end of the program") { kill(pid, 0) == 0 ? nil : true }
  }

  /// If the terminal is closed, portstat must end instead of polling for keys forever.
  @Test func theProgramEndsWithItsTerminal() throws {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("pid").path
    var tmux: Tmux? = try Tmux(columns: 80, rows: 24)
    try start(try #require(tmux), pidFile: file)
    let pid = try #require(
      Int32(
        try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)))
    #expect(kill(pid, 0) == 0)
    tmux = nil
    _ = try eventually("the end of the program") { kill(pid, 0) == 0 ? nil : true }
  }
}
