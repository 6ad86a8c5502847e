import Foundation
import TestSupport
import Testing

/// The checks that `.ci/run` makes itself: a check that finds nothing looks the same as sources
/// without violations.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct GateTests {
  /// A source file with the given code.
  struct Sample: CustomTestStringConvertible, Sendable {
    var path = "portstat/A.swift"
    let code: String

    init(_ code: String, at path: String = "portstat/A.swift") {
      self.code = code
      self.path = path
    }

    var testDescription: String { "\(path): \(code)" }
  }

  private static let library = "SocketInspector/Model/A.swift"
  private static let system = "SocketInspector/System/A.swift"

  /// Runs a script of `.ci` that is written in Python.
  private func run(_ command: [String]) throws -> Program.Run {
    let script = Fixtures.root.appendingPathComponent(".ci/\(command[0])").path
    return try Program.installed("python3").run([script] + command.dropFirst())
  }

  private func run(_ command: String...) throws -> Program.Run { try run(command) }

  private func check(_ sample: Sample) throws -> Program.Run {
    let folder = try TemporaryDirectory()
    try folder.write(sample.code, to: "Sources/\(sample.path)")
    return try run("check-sources", "\(folder.path)/Sources")
  }

  /// Foundation adds 5 ms to each start, a trap ends portstat without a message, and `print` sends
  /// names to the terminal unescaped. None may enter the sources unnoticed.
  @Test(arguments: [
    Sample("import Foundation"), Sample("internal import Foundation"),
    Sample("package import Dispatch"), Sample("public import Foundation"),
    Sample("private import FoundationEssentials"), Sample("fileprivate import Dispatch"),
    Sample("@_implementationOnly import Foundation"), Sample("@preconcurrency import Dispatch"),
    Sample("@testable import Foundation"), Sample("@_exported import Foundation"),
    Sample("import class Foundation.FileHandle"), Sample("import struct Foundation.Data"),
    Sample("import func Glibc.open"), Sample("import Glibc"), Sample("internal import CLinux"),
    Sample("import enum Dispatch.DispatchTime"), Sample("let x = 1; import Foundation"),
    Sample("import Foundation.NSData"), Sample("import /* of course */ Foundation"),
    Sample("import\n  Foundation"), Sample("import `Foundation`"), Sample("import Darwin"),
    Sample("@_spi(Internal) import Foundation"), Sample("internal import func Glibc.open"),
    Sample("import Foundation", at: system), Sample("import Dispatch", at: system),
    Sample("@_silgen_name(\"open\") func cOpen()"), Sample("@_extern(c, \"open\") func cOpen()"),
    Sample("let p = unsafe pointer.pointee"), Sample("nonisolated(unsafe) var shared = 0"),
    Sample("@unsafe func read() {}"), Sample("unowned(unsafe) let owner: Owner"),
    Sample("fatalError()"), Sample("Swift.fatalError(\"no\")"), Sample("`fatalError`()"),
    Sample("let stop = fatalError"), Sample("precondition(x > 0)"), Sample("preconditionFailure()"),
    Sample("precondition (x > 0)"), Sample("assert(x > 0)"), Sample("assertionFailure()"),
    Sample("_precondition(x)"), Sample("let y = x.unsafelyUnwrapped"),
    Sample("try! read()"), Sample("let y = try!read()"), Sample("x as! Int"), Sample("x as!Int"),
    Sample("let y = x!"), Sample("let y = x!.count"), Sample("let y = names[0]!"),
    Sample("let y = find()!"), Sample("let y = \"\\(x!)\""),
    Sample("let y = \"\"\"\n\\(x!)\n\"\"\""),
    Sample("let y = #\"a\\#(x!)\"#"), Sample("let y = a?.b!"), Sample("var y: Int!"),
    Sample("let y = { $0! }"), Sample("let y: [Int]! = nil"), Sample("x! = 5"),
    Sample("let y = \"a\" + x! // as x is never nil"), Sample("print(x)"), Sample("Swift.print(x)"),
    Sample("debugPrint(x)"), Sample("dump(x)"), Sample("names.forEach { print($0) }"),
    Sample("let show = Swift.print"), Sample("`print`(x)"), Sample("print (x)"),
    Sample("print(x)", at: library), Sample("print(x)", at: system), Sample("puts(x)", at: system),
    Sample("x!", at: system), Sample("fatalError()", at: system),
    Sample("let y = unsafe x", at: "portstat/Systematic/A.swift"),
  ])
  func aViolationIsFound(sample: Sample) throws {
    let run = try check(sample)
    #expect(run.status == 1)
    #expect(run.text.contains("Sources/\(sample.path):"), "\(run.text)\(run.errorText)")
  }

  /// A check that rejects correct code would soon be switched off.
  @Test(arguments: [
    Sample("import SocketInspector"), Sample("package import SocketInspector"),
    Sample("internal import Synchronization"), Sample("import Glibc", at: system),
    Sample("internal import CLinux", at: "portstat/System/A.swift"),
    Sample("let p = unsafe pointer.pointee", at: system), Sample("// import Foundation"),
    Sample("/* fatalError() /* print(x) */ x! */"), Sample("/// Never `try!`, never print(x)."),
    Sample("let y = \"import Foundation: fatalError() x! print(x)\""),
    Sample("let y = #\"no \"unsafe\" code, x!\"#"),
    Sample("let y = \"\"\"\nfatalError() \"x!\"\n\"\"\""),
    Sample("let y = \"\\(x)!\""), Sample("if !x, x != y, !(x), x !== y {}"),
    Sample("if try !process.holds(x) {}"), Sample("return try Console(x).print(to: &output)"),
    Sample("func print(to output: inout OutputBuffer) {}"), Sample("let unsafely = 1"),
    Sample("let important = 1"), Sample("let isPrinted = assertion"),
    Sample("let y = \"a\\\"b! print(x)\""),
  ])
  func allowedCodeIsNotReported(sample: Sample) throws {
    let run = try check(sample)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  /// The reported line must be the one with the violation.
  @Test func aViolationIsReportedWithItsLine() throws {
    let code = "// one\nlet a = \"\"\"\n  x!\n  \"\"\"\nlet b = x!\n"
    let run = try check(Sample(code))
    #expect(run.text.contains("A.swift:5: "))
    #expect(run.lines.count == 1)
  }

  /// An empty or misspelled folder must not pass.
  @Test func aFolderWithoutSourcesFails() throws {
    let folder = try TemporaryDirectory()
    #expect(try run("check-sources", folder.path).status == 1)
    #expect(try run("check-sources", "\(folder.path)/none").status == 1)
  }

  // MARK: Results of test runs

  private static let list = """
    Building for debugging...
    Build complete! (1.23s)
    A.OneTests/first()
    A.OneTests/second(value:)
    B.TwoTests/third()
    B.freeFunction()

    """

  private func checkTests(_ log: String, _ names: [String]) throws -> Program.Run {
    let folder = try TemporaryDirectory()
    let files = [
      try folder.write(Self.list, to: "list").path, try folder.write(log, to: "log").path,
    ]
    return try run(["check-tests"] + files + names)
  }

  /// A log of `swift test` in which the given suites ran.
  private func log(_ count: Int, _ suites: [String], skipped: [String] = []) -> String {
    let noun = count == 1 ? "test" : "tests"
    return "\t Executed 0 tests, with 0 failures (0 unexpected) in 0.0 (0.0) seconds\n"
      + skipped.map { "➜ Test \($0) skipped: \"zsh is not installed\"\n" }.joined()
      + suites.map { "✔ Suite \($0) passed after 0.1 seconds.\n" }.joined()
      + "✔ Test run with \(count) \(noun) in \(suites.count) suites passed after 0.2 seconds.\n"
  }

  /// If a suite is renamed, the sanitizers would test nothing and report success.
  @Test func aRunThatTestsNothingFails() throws {
    #expect(try checkTests(log(0, []), ["Renamed"]).text.contains("target named Renamed"))
    #expect(try checkTests(log(2, ["OneTests"]), ["OneTests", "Renamed"]).status == 1)
    #expect(try checkTests(log(0, []), ["OneTests"]).status == 1)
    #expect(try checkTests(log(1, ["OneTests"]), ["OneTests"]).status == 1)
    #expect(try checkTests("", []).status == 1)
    #expect(try checkTests(log(3, ["OneTests", "TwoTests"]), []).status == 1)
    #expect(try checkTests(log(4, ["OneTests"]), []).text.contains("TwoTests"))
    let skipped = log(1, ["TwoTests"], skipped: ["third()"])
    #expect(try checkTests(skipped, ["TwoTests"]).text.contains("every test was skipped"))
    let suite = "➜ Suite OneTests skipped: \"no strace\"\n" + log(3, ["OneTests", "TwoTests"])
    #expect(try checkTests(suite, ["OneTests", "TwoTests"]).text.contains("as a whole"))
    let failed = log(4, ["OneTests", "TwoTests"]).replacing(
      "suites passed", with: "suites failed")
    #expect(try checkTests(failed, []).status == 1)
  }

  /// A complete run must pass.
  @Test func aCompleteRunPasses() throws {
    #expect(try checkTests(log(4, ["OneTests", "TwoTests"]), []).text == "4 tests ran\n")
    #expect(try checkTests(log(2, ["OneTests"]), ["OneTests"]).status == 0)
    #expect(try checkTests(log(2, ["TwoTests"]), ["B"]).status == 0)
    let both = ["OneTests", "TwoTests"]
    #expect(try checkTests(log(3, both), both).status == 0)
    let run = try checkTests(log(2, ["OneTests"], skipped: ["first()"]), ["OneTests"])
    #expect(run.text == "2 tests ran, 1 of them skipped\n")
  }

  /// A test that several steps skipped must be listed once.
  @Test func skippedTestsAreListedOnce() throws {
    let folder = try TemporaryDirectory()
    let text = log(2, ["OneTests"], skipped: ["first()", "second(value:)"])
    let files = try ["a", "b"].map { try folder.write(text, to: $0).path }
    let run = try run(["check-tests", "--skipped"] + files)
    let reason = "zsh is not installed"
    #expect(run.lines == ["first(): \(reason)", "second(value:): \(reason)"])
  }

  // MARK: The sources of this package

  /// The sources themselves must follow the rules.
  @Test func theSourcesHaveNoViolation() throws {
    let run = try run("check-sources", Fixtures.root.appendingPathComponent("Sources").path)
    #expect(run.status == 0, "\(run.text)")
  }
}
