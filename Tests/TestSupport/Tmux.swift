import Foundation

/// A shell in a terminal that tmux makes, by a server of its own, which ends with it.
public final class Tmux {
  private let tmux: Program
  private let folder: TemporaryDirectory
  /// Not as a daemon: that would keep what Foundation gave to the client, which then never ends.
  private let server: BackgroundProgram
  private let name = "portstat-test-\(UUID().uuidString.prefix(8))"

  public init(columns: Int, rows: Int) throws {
    folder = try TemporaryDirectory()
    tmux = Program(
      try Program.installed("tmux").path,
      environment: ["TMUX_TMPDIR": folder.path, "TMUX": "", "LC_ALL": "C.UTF-8"])
    server = try BackgroundProgram(tmux, ["-L", name, "-f", "/dev/null", "-D"])
    _ = try eventually("tmux") {
      try tmux.run(["-N", "-L", name, "start-server"]).status == 0 ? true : nil
    }
    try command(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env -i PATH='\(Program.searchPath)' TERM=screen LC_ALL=C.UTF-8 PS1='$ ' sh")
    try command("set-option", "-g", "status", "off")
    try resize(columns: columns, rows: rows)
    try type("echo shell-$((40+2))")
    try wait("the shell") { $0.contains("shell-42") }
  }

  deinit { _ = try? tmux.run(["-N", "-L", name, "kill-server"]) }

  @discardableResult
  private func command(_ arguments: String...) throws -> Program.Run {
    let run = try tmux.run(["-N", "-L", name] + arguments)
    guard run.status == 0 else { throw TimedOut(description: "tmux: \(run.errorText)") }
    return run
  }

  public func resize(columns: Int, rows: Int) throws {
    try command("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Presses a key, by tmux's name: `q`, `Enter`, `C-c`.
  public func press(_ keys: String...) throws {
    for key in keys { try command("send-keys", key) }
  }

  /// Types text as it is, and Enter.
  public func type(_ line: String) throws {
    try command("send-keys", "-l", line)
    try command("send-keys", "Enter")
  }

  /// What the terminal shows, row by row.
  public var screen: [String] {
    get throws {
      try command("capture-pane", "-p").text
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
  }

  /// Waits until the screen is as it should be.
  @discardableResult
  public func wait(_ what: String, until isThere: (String) -> Bool) throws -> [String] {
    var last: [String] = []
    do {
      return try eventually(what) {
        last = try screen
        return isThere(last.joined(separator: "\n")) ? last : nil
      }
    } catch {
      throw TimedOut(description: "\(error)\n" + last.joined(separator: "\n"))
    }
  }
}
