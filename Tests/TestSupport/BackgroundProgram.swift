import Foundation

/// A program that runs while a test does. Its output goes to a file that can be read at any time.
/// At the end of this value, the program is killed, with its children if it leads a process group:
/// `os.setpgid(0, 0)`.
public final class BackgroundProgram {
  private let process = Process()
  private let folder: TemporaryDirectory
  /// Nothing is ever written here, so a child that reads blocks until it is killed.
  private let input = Pipe()
  /// The first line of the output; empty unless ``init(awaitingLineOf:_:)`` waited for it.
  public private(set) var line = ""

  public var pid: Int32 { process.processIdentifier }

  public init(_ program: Program, _ arguments: [String]) throws {
    folder = try TemporaryDirectory()
    process.executableURL = URL(fileURLWithPath: program.path)
    process.arguments = arguments
    process.environment = program.wholeEnvironment
    process.standardInput = input
    try folder.write("", to: "out")
    try folder.write("", to: "err")
    process.standardOutput = try FileHandle(
      forWritingTo: folder.url.appendingPathComponent("out"))
    process.standardError = try FileHandle(
      forWritingTo: folder.url.appendingPathComponent("err"))
    try process.run()
  }

  /// Starts a program that prints a line when it is ready, and waits for the line.
  public convenience init(awaitingLineOf program: Program, _ arguments: [String]) throws {
    try self.init(program, arguments)
    line = try waitForLines("a line of \(program.path)") { !$0.isEmpty }[0]
  }

  deinit {
    kill(-process.processIdentifier, SIGKILL)
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// The output so far.
  public var output: Data {
    get throws { try Data(contentsOf: folder.url.appendingPathComponent("out")) }
  }

  public var errorText: String {
    get throws { try String(contentsOf: folder.url.appendingPathComponent("err"), encoding: .utf8) }
  }

  /// The complete lines of the output so far, without line terminators.
  public var lines: [String] {
    get throws {
      let text = String(decoding: try output, as: UTF8.self)
      let parts = text.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
      return parts.dropLast().map(String.init)
    }
  }

  /// Waits until the lines of the output satisfy a condition.
  @discardableResult
  public func waitForLines(
    _ what: String, where condition: ([String]) throws -> Bool
  ) throws -> [String] {
    try eventually(what) {
      let lines = try lines
      return try condition(lines) ? lines : nil
    }
  }

  public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits until the program ends.
  ///
  /// - Returns: The exit status, or 128 plus the number of the signal that killed the program.
  public func status() throws -> Int32 {
    _ = try eventually("the end of the program") { process.isRunning ? nil : true }
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }
}
