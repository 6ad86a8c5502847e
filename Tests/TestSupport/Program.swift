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

  /// The program that this package builds, from the folder that the tests run from.
  public static let portstat = Program(
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("portstat").path)

  /// Where a program of this machine is; nil when it is not installed.
  public static func find(_ name: String) -> Program? {
    for folder in ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"] {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return Program(path) }
    }
    return nil
  }

  /// For `.enabled(if:)` of tests that compare with another program.
  public static func isInstalled(_ names: String...) -> Bool {
    names.allSatisfy { find($0) != nil }
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
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
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
