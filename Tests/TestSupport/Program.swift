import Foundation

/// A program that a test runs until it ends.
public struct Program: Sendable {
  /// The exit status and the output of a run.
  public struct Run: Sendable {
    public let status: Int32
    public let output: Data
    public let errors: Data

    public init(status: Int32, output: Data, errors: Data) {
      self.status = status
      self.output = output
      self.errors = errors
    }

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

  /// The `PATH` that tests search and pass to programs: that of the environment, then the folders
  /// of ip(8) and ss(8), which may be missing from the `PATH` of ordinary users. No other folder is
  /// fixed, because NixOS and Guix install programs elsewhere.
  public static let searchPath =
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"

  /// The folder of the program that this package builds, then ``searchPath``.
  public static let pathWithPortstat = "\(folder.path):\(searchPath)"

  /// Finds a program by name in ``searchPath``; nil if it is not installed.
  public static func find(_ name: String) -> Program? {
    searchPath.split(separator: ":").lazy.map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }.map { Program($0) }
  }

  /// Runs a command line with sh(1); `$0` is the program that this package builds.
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

  /// What a program under AddressSanitizer must get even where it gets no other part of the environment:
  /// without it, the search for leaks at its end writes a report, or never ends if its terminal is gone.
  static let sanitizerEnvironment =
    ProcessInfo.processInfo.environment.filter { $0.key == "ASAN_OPTIONS" }

  /// The environment of the tests with ``searchPath``, overridden by ``environment``.
  var wholeEnvironment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["PATH": Self.searchPath]) { $1 }
      .merging(environment) { $1 }
  }

  /// Runs the program and waits until it ends. The output goes to files, so that a lot of it does
  /// not block the program.
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
