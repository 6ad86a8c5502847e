import Foundation

/// A shell in a terminal of tmux, with a tmux server of its own that ends with this value.
public final class Tmux {
  private let tmux: Program
  private let folder: TemporaryDirectory
  /// Not a daemon: that would keep the descriptors that Foundation gave to the client open, and reading
  /// the output of the client would never end.
  private let server: BackgroundProgram
  private let name = "portstat-test-\(UUID().uuidString.prefix(8))"

  private static let sanitizer =
    Program.sanitizerEnvironment.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")

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
      "env -i \(Self.sanitizer) PATH='\(Program.searchPath)' TERM=screen LC_ALL=C.UTF-8 PS1='$ ' sh"
    )
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

  /// Presses keys, by their names in tmux: `q`, `Enter`, `C-c`.
  public func press(_ keys: String...) throws {
    for key in keys { try command("send-keys", key) }
  }

  /// Sends bytes as a terminal would, such as the reports of a mouse.
  public func send(_ text: String) throws { try command("send-keys", "-l", text) }

  /// Whether the program in the terminal has asked for reports of the mouse.
  public var reportsMouse: Bool {
    get throws { try command("display-message", "-p", "#{mouse_any_flag}").text.hasPrefix("1") }
  }

  /// Types literal text, then Enter.
  public func type(_ line: String) throws {
    try command("send-keys", "-l", line)
    try command("send-keys", "Enter")
  }

  /// The rows of the terminal.
  public var screen: [String] {
    get throws {
      try command("capture-pane", "-p").text
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
  }

  /// Waits until the screen satisfies a condition.
  @discardableResult
  public func wait(_ what: String, until condition: (String) -> Bool) throws -> [String] {
    var last: [String] = []
    do {
      return try eventually(what) {
        last = try screen
        return condition(last.joined(separator: "\n")) ? last : nil
      }
    } catch {
      throw TimedOut(description: "\(error)\n" + last.joined(separator: "\n"))
    }
  }
}
