import Foundation

/// A program that a test runs, to its end.
public struct Program: Sendable {
  /// How a run ended and what it printed.
  public struct Run: Sendable {
    public let status: Int32
    public let output: Data
    public let errors: Data

    public var text: String { String(decoding: output, as: UTF8.self) }
    public var errorText: String { String(decoding: errors, as: UTF8.self) }
    public var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  public let path: String
  public var environment: [String: String]

  public init(_ path: String, environment: [String: String] = [:]) {
    self.path = path
    self.environment = environment
  }

  /// The folder that the tests run from, where this package's programs are built.
  private static let folder =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

  /// The program that this package builds.
  public static let portstat = Program(
    folder.appendingPathComponent("portstat").path)

  /// The `PATH` that tests search and give to programs: that of the environment, and at its end the
  /// folders of ip(8) and ss(8), which the `PATH` of ordinary users may lack. No other folder is fixed:
  /// on NixOS and Guix programs are in none of them.
  public static let searchPath =
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"

  /// ``searchPath`` behind the folder of the program that this package builds.
  public static let pathWithPortstat = "\(folder.path):\(searchPath)"

  /// Finds an installed program by name in ``searchPath``; nil if there is none.
  public static func find(_ name: String) -> Program? {
    searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }.map { Program($0) }
  }

  /// Runs a line of sh(1) whose `$0` is the program that this package builds.
  public static func sh(_ line: String, _ arguments: [String] = []) throws -> Run {
    try installed("sh").run(["-c", line, portstat.path] + arguments)
  }

  /// Runs a command whose first word is searched for in ``searchPath``.
  public static func run(command words: [String]) throws -> Run {
    try installed("env").run(words)
  }

  public struct NotInstalled: Error {
    public let name: String
  }

  public static func installed(_ name: String) throws -> Program {
    guard let program = find(name) else { throw NotInstalled(name: name) }
    return program
  }

  /// For `.enabled(if:)` of tests that compare with another program.
  public static func isInstalled(_ names: String...) -> Bool {
    names.allSatisfy { find($0) != nil }
  }

  /// The environment of the tests with ``searchPath``, and what this program has beside it.
  var wholeEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["PATH": Self.searchPath]) { $1 }
      .merging(environment) { $1 }
  }

  /// Runs the program and waits for its end. Output goes through files, so that a lot of it cannot
  /// block.
  public func run(_ arguments: [String], input: Data = Data()) throws -> Run {
    let folder = try TemporaryDirectory()
    let files = ["in", "out", "err"].map { folder.url.appendingPathComponent($0) }
    for file in files { try (file == files[0] ? input : Data()).write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = wholeEnvironment
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: try Data(contentsOf: files[1]), errors: try Data(contentsOf: files[2]))
  }

  public func run(_ arguments: String...) throws -> Run { try run(arguments) }
}
