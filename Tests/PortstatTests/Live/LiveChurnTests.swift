import Foundation
import TestSupport
import Testing

@testable import portstat

/// Every key in a real terminal, at three sizes, while sockets come and go.
@Suite(.enabled(if: Program.isInstalled("tmux"), "tmux is not installed"))
struct LiveChurnTests {
  /// A tree whose connections change until this value goes.
  private final class Churn: @unchecked Sendable {
    let tree: ProcTree
    private let count: Int
    private let lock = NSLock()
    private var isStopped = false

    init(_ count: Int) throws {
      self.count = count
      tree = try ProcTree(tcp: Self.rows(count, 0))
      try tree.addProcess(
        7, name: "nginx",
        sockets: Dictionary(
          uniqueKeysWithValues: (0..<count).map { (Int32(3 + $0), UInt64(100 + $0)) }))
      let thread = Thread { [weak self] in
        var round = 0
        while let self, !self.lock.withLock({ self.isStopped }) {
          round += 1
          try? self.tree.replaceTCP(with: Self.rows(self.count, round))
          usleep(150_000)
        }
      }
      thread.start()
    }

    func stop() { lock.withLock { isStopped = true } }

    /// A listener and connections, the last tenth of which are others in each round.
    private static func rows(_ count: Int, _ round: Int) -> [KernelRow] {
      (0..<count).map { number in
        let inode = UInt64(100 + number)
        if number == 0 { return .listener("0.0.0.0:443", inode: inode) }
        let changes = number >= count - max(count / 10, 1)
        let peer = "\(changes ? 203 : 198).51.100.\(1 + number % 250)"
        let port = 1024 + number + (changes ? round % 50 * 1000 : 0)
        return .connection("10.100.100.107:443", "\(peer):\(port)", inode: inode)
      }
    }
  }

  private static let lastLine = "? help  q quit"

  /// What each key must show, as a regular expression. The texts fit on the smallest screen.
  private static let steps: [(keys: [String], shows: String)] = [
    (["?"], "move one line"), (["Escape"], "q quit"), (["F1"], "move one line"),
    (["F10"], "q quit"), (["G"], "q quit"), (["g"], #" 1/\d"#), (["j"], #" 2/\d"#),
    (["Down"], #" 3/\d"#), (["k"], #" 2/\d"#), (["Up"], #" 1/\d"#), (["End"], "q quit"),
    (["Home"], #" 1/\d"#), (["PageDown"], #" \d+/\d"#), (["PageUp"], #" 1/\d"#),
    (["/", "4", "4", "3", "Enter"], "quit  /443"), (["Escape"], "quit  (?!/443)"),
    (["F3", "x", "C-u", "n", "g", "C-w"], "\n/_  Enter keep"), (["Escape"], "q quit"),
    (["s"], "▴"), (["S"], "▾"), (["<"], "PID"), ([">", "<"], "PID"),
    (["t"], "hidden: tcp"), (["t"], "nginx"), (["l"], "hidden: listening"), (["l"], "LISTEN"),
    (["e"], "hidden: established"), (["e"], "ESTAB"), (["u"], "hidden: udp"),
    (["u"], "quit  (?!hidden)"), (["p"], "Sockets"), (["Enter"], "process nginx"),
    (["p"], "Sockets"), (["F5"], "Unit"), (["p"], "Container"), (["F5"], "LISTEN"),
    (["Enter"], "PID 7"), (["n"], "PID 7"),
    (["N"], "PID 7"), (["q"], "q quit"), (["x"], "these are proc"), (["Space"], "PAUSED"),
    (["Space"], #"\A(?!.*PAUSED)"#), (["Right", "Right"], "<|nginx"),
    (["Left", "Left", "Left"], "PID"), (["m"], "mouse on"), (["m"], "quit  (?!mouse)"),
    (["C-l"], "q quit"), (["i"], "PID"), (["i"], "PID"), (["-"], "q quit"), (["+"], "q quit"),
  ]

  /// A key that does something else in a small window, or while sockets come and go, would be found by users
  /// only. State, PID and process must be there at each size, whatever else is.
  @Test(arguments: [(40, 10, 5), (80, 24, 50), (200, 60, 2000)])
  func everyKeyWorksUnderChurn(columns: Int, rows: Int, sockets: Int) throws {
    let churn = try Churn(sockets)
    defer { churn.stop() }
    let tmux = try Tmux(columns: columns, rows: rows)
    try tmux.type("'\(Program.portstat.path)' --watch=0.3 --proc '\(churn.tree.path)'")
    try tmux.wait("the list") { $0.contains("nginx") && $0.contains("\n\(Self.lastLine)") }
    for step in Self.steps {
      for key in step.keys { try tmux.press(key) }
      let shows = try Regex(step.shows)
      let screen = try tmux.wait("\(step.keys)") { $0.contains(shows) }
      #expect(screen.count == rows)
    }
    let list = try tmux.wait("the list") { $0.contains("\n\(Self.lastLine)") }
    for line in list where line.contains(" ESTAB") {
      #expect(line.contains(#/ ESTAB(LISHED)? +(7 +nginx|- +\()/#), "\(line)")
    }
    try tmux.press("q")
    try tmux.wait("the shell") { !$0.contains(Self.lastLine) && $0.contains("shell-42") }
  }

  /// The reports that terminals send for the mouse.
  @Test func theMouseWorksThroughATerminal() throws {
    let churn = try Churn(50)
    defer { churn.stop() }
    let tmux = try Tmux(columns: 100, rows: 24)
    try tmux.type("'\(Program.portstat.path)' --watch=0.3 --proc '\(churn.tree.path)'")
    try tmux.wait("the list") { $0.contains("nginx") && $0.contains(" 1/") }
    try tmux.press("m")
    try tmux.wait("the mouse") { $0.contains("mouse on") }
    try tmux.send("\u{1b}[<0;10;7M\u{1b}[<0;10;7m")
    try tmux.wait("the selection") { $0.contains(#/ 5/\d/#) }
    try tmux.send("\u{1b}[<0;4;2M\u{1b}[<0;4;2m")
    try tmux.wait("the order") { $0.contains("Proto▴") }
    try tmux.send("\u{1b}[<65;10;7M\u{1b}[<65;10;7M")
    try tmux.wait("scrolling") { $0.contains(#/ (7|8|9|10|11)/\d/#) }
    try tmux.press("q")
    _ = try eventually("the end") { try tmux.reportsMouse ? nil : true }
  }
}
