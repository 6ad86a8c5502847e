import TestSupport
import Testing

extension PythonScript {
  /// Runs a script against the live view of a recorded tree and records the problems that it
  /// prints. The script finds the program and the tree in the variables `program` and `tree`.
  static func checkLiveView(_ script: String, sourceLocation: SourceLocation) throws {
    let problems = try problems(
      "program, tree = sys.argv[1:]\n" + script, Program.portstat.path,
      Fixtures.path("web-server"))
    #expect(
      problems.isEmpty, "\(problems.joined(separator: "\n"))", sourceLocation: sourceLocation)
  }
}
