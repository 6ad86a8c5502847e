import Foundation

/// A program that runs beside a test. Its output goes to a file, which can be read at any time. When
/// this value ends, the program is killed, with its children if it leads a group: os.setpgid(0, 0).
public final class BackgroundProgram {
  private let process = Process()
  private let folder: TemporaryDirectory
  /// Nothing is ever written here: a child that reads waits until it is killed.
  private let input = Pipe()
  /// The first line of its output, for one that was waited for.
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

  /// What it wrote so far.
  public var output: Data {
    get throws { try Data(contentsOf: folder.url.appendingPathComponent("out")) }
  }

  public var errorText: String {
    get throws { try String(contentsOf: folder.url.appendingPathComponent("err"), encoding: .utf8) }
  }

  /// The whole lines that it wrote so far, without their ends.
  public var lines: [String] {
    get throws {
      let text = String(decoding: try output, as: UTF8.self)
      let parts = text.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" })
      return parts.dropLast().map(String.init)
    }
  }

  /// Waits for lines that are as they should be.
  @discardableResult
  public func waitForLines(
    _ what: String, where isThere: ([String]) throws -> Bool
  ) throws -> [String] {
    try eventually(what) {
      let lines = try lines
      return try isThere(lines) ? lines : nil
    }
  }

  public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Waits for its end.
  ///
  /// - Returns: Its exit status, or 128 and the number of the signal that it died of.
  public func status() throws -> Int32 {
    _ = try eventually("the end of the program") { process.isRunning ? nil : true }
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }
}
