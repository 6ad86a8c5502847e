import Foundation

/// A program that runs beside a test and tells in one line when it is ready. It is ended with all
/// its children when its life here ends.
public final class RunningProgram {
  private let process = Process()
  private let input = Pipe()
  /// The line that it wrote.
  public let line: String

  public var pid: Int32 { process.processIdentifier }

  /// - Throws: ``TimedOut`` when it ends without a line.
  public init(_ program: Program, _ arguments: [String]) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program.path)
    process.arguments = arguments
    process.environment = program.wholeEnvironment
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try? output.fileHandleForWriting.close()
    var text = Data()
    while text.last != UInt8(ascii: "\n") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      text += more
    }
    line = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    if line.isEmpty { throw TimedOut(description: "\(program.path) said nothing") }
  }

  deinit {
    // The program has to have made itself the leader of a group: os.setpgid(0, 0).
    kill(-process.processIdentifier, SIGKILL)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
