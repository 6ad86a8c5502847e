import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct ProcessDetailsTests {
  /// The name, executable, arguments, user or start time of an owner would be missing or wrong.
  @Test func everyDetailIsReadFromItsFile() throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write("cpu  1 2\nbtime 1763712000\n", to: "stat")
    try tree.addProcess(7, name: "nginx")
    try tree.folder.link("7/exe", to: "/usr/sbin/nginx (deleted)")
    try tree.folder.write("nginx\0-g\0daemon off;\0", to: "7/cmdline")
    try tree.folder.write("Name:\tnginx\nUid:\t1000\t33\t33\t33\n", to: "7/status")
    try tree.folder.write(stat(7, "nginx", ticks: 12_399), to: "7/stat")
    let details = try read(tree, 7)
    #expect(details.pid == 7)
    #expect(details.nameBytes == Array("nginx".utf8))
    #expect(details.executableBytes == Array("/usr/sbin/nginx (deleted)".utf8))
    #expect(details.commandBytes == ["nginx", "-g", "daemon off;"].map { Array($0.utf8) })
    #expect(details.userID == 33)
    #expect(details.startTime == 1_763_712_123)
  }

  /// One unreadable file would hide the other details of a process, or be replaced by a made-up
  /// value.
  @Test func unreadableDetailsAreUnknown() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFolder("7")
    #expect(try read(tree, 7) == ProcessDetails(pid: 7))
    try tree.folder.write("nginx\n", to: "7/comm")
    try tree.folder.write(stat(7, "nginx", ticks: 100), to: "7/stat")  // no btime in the tree
    var expected = ProcessDetails(pid: 7)
    expected.nameBytes = Array("nginx".utf8)
    expected.programNameBytes = expected.nameBytes
    #expect(try read(tree, 7) == expected)
  }

  /// A listing would read files that it does not need, or JSON would show an empty value instead of
  /// null.
  @Test(
    arguments: [
      (.processName, [true, false, false, false, false]),
      (.executable, [false, true, false, false, false]),
      (.command, [false, false, true, false, false]),
      (.processUser, [false, false, false, true, false]),
      (.startTime, [false, false, false, false, true]), ([], [false, false, false, false, false]),
      (.processDetails, [true, true, true, true, true]),
    ] as [(Requirements, [Bool])])
  func onlyRequiredDetailsAreRead(
    fields: Requirements, expected: [Bool]
  ) throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write("cpu  1 2\nbtime 5\n", to: "stat")
    try tree.addProcess(7)
    try tree.folder.link("7/exe", to: "/x")
    try tree.folder.write("x\0", to: "7/cmdline")
    try tree.folder.write("Name:\tx\nUid:\t1\t1\t1\t1\n", to: "7/status")
    try tree.folder.write(stat(7, "x", ticks: 1), to: "7/stat")
    let details = try read(tree, 7, fields)
    #expect(
      [
        details.name != nil, details.executable != nil, details.command != nil,
        details.userID != nil, details.startTime != nil,
      ] == expected)
  }

  /// A process that gave itself a hostile name would be shown with another one. Only the newline
  /// that the kernel adds is removed.
  @Test(arguments: [
    ("sh\n", "sh"), ("\n", ""), ("", ""), ("two\nlines\n", "two\nlines"), ("x\n\n", "x\n"),
    ("\u{1b}]0;gone\u{7}\n", "\u{1b}]0;gone\u{7}"), (") R 1\n", ") R 1"), ("cut", "cut"),
  ])
  func namesAreReadUnchanged(contents: String, expected: String) throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write(contents, to: "7/comm")
    #expect(try read(tree, 7).nameBytes == Array(expected.utf8))
  }

  /// A process whose name is cut within a character would be shown without a name.
  @Test func namesThatAreNotUTF8AreReadUnchanged() throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write(Data([0xff, 0xc3, 0x0a]), to: "7/comm")
    #expect(try read(tree, 7).nameBytes == [0xff, 0xc3])
  }

  /// A name that contains parentheses and numbers would change the start time: `stat` has it before
  /// all other fields.
  @Test func theStartTimeSurvivesAHostileName() throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write("cpu  1 2\nbtime 1000\n", to: "stat")
    try tree.folder.write(
      stat(7, "a) S 1 2 3 4 5 6 7 8 9 0 1 2 3\n4 5 (6", ticks: 500), to: "7/stat")
    #expect(try read(tree, 7).startTime == 1_005)
  }

  /// A start time that overflows, in a hostile recording, would crash the program.
  @Test func anImpossibleStartTimeDoesNotTrap() throws {
    let tree = try ProcTree(empty: ())
    try tree.folder.write("cpu  1 2\nbtime \(Int64.max)\n", to: "stat")
    try tree.folder.write(stat(7, "x", ticks: .max), to: "7/stat")
    #expect(try read(tree, 7).startTime != nil)
    try tree.folder.write("cpu  1 2\nbtime \(UInt64.max)\n", to: "stat")
    #expect(try read(tree, 7).startTime == nil)
  }

  /// Arguments would be joined, split or lost: they may be empty, and a command line that the
  /// process overwrote has no NUL at its end.
  @Test(
    arguments: [
      ("", []), ("a\0", ["a"]), ("a\0b\0", ["a", "b"]), ("a\0\0b\0", ["a", "", "b"]),
      ("a\0\0", ["a", ""]), ("\0", [""]), ("\0\0\0", ["", "", ""]), ("\0a\0", ["", "a"]),
      ("nginx: worker process", ["nginx: worker process"]), ("a\0b", ["a", "b"]),
      ("a b\0c\nd\0", ["a b", "c\nd"]),
      // Padding behind a title.
      ("redis: 6400" + String(repeating: "\0", count: 40), ["redis: 6400"]),
      ("a\0b\0\0\0\0\0", ["a", "b"]), ("a\0\0\0\0", ["a", "", "", ""]),
    ] as [(String, [String])])
  func argumentsEndWithANUL(commandLine: String, expected: [String]) throws {
    let arguments = ProcessReader.arguments(Array(commandLine.utf8))
    #expect(arguments == expected.map { Array($0.utf8) })
  }

  /// `--command mytitle` would find nothing, and a cell would end with hundreds of blanks: programs that change
  /// their title pad it with blanks or NULs.
  @Test(arguments: ["redis: 6400   \0", "redis: 6400\0\0\0", "redis:\06400\0 \0"])
  func theCommandLineHasNoPadding(text: String) throws {
    var details = ProcessDetails(pid: 7)
    details.commandBytes = ProcessReader.arguments(Array(text.utf8))
    #expect(details.commandLineBytes == Array("redis: 6400".utf8))
    #expect(NamePattern("redis: 6400").matchesCommand(of: details))
    details.commandBytes = []
    #expect(details.commandLineBytes == [])
    details.commandBytes = nil
    #expect(details.commandLine == nil)
  }

  /// A long command line would end with part of an argument, such as the path of another file. The
  /// reader also has to learn that there are more arguments.
  @Test(
    arguments: [
      ([131_071], [131_071], false),  // with its NUL the longest argument that Linux allows
      ([131_072], [], true), ([3 << 20], [], true),
      ([100_000, 31_070], [100_000, 31_070], false), ([100_000, 31_071], [100_000], true),
      ([100_000, 31_070, 0], [100_000, 31_070], true), ([10, 131_060, 10], [10, 131_060], true),
    ] as [([Int], [Int], Bool)])
  func aLongCommandLineEndsWithAWholeArgument(
    given: [Int], expected: [Int], isTruncated: Bool
  ) throws {
    let tree = try ProcTree(empty: ())
    let line = given.map { String(repeating: "a", count: $0) + "\0" }.joined()
    try tree.folder.write(line, to: "7/cmdline")
    let details = try read(tree, 7)
    #expect(details.commandBytes?.map(\.count) == expected)
    #expect(details.isCommandTruncated == isTruncated)
  }

  /// The command line of a real process would end with part of an argument: the kernel returns such
  /// files in parts.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func aLongCommandLineOfARealProcessEndsWithAWholeArgument() throws {
    let script = "import os, time; os.setpgid(0, 0); print(1, flush=True); time.sleep(1000)"
    let long = (1...4).map { String(repeating: "\($0)", count: 50_000) }
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("python3"), ["-c", script] + long)
    let root = try ProcFileSystem("/proc")
    let process = try root.process(program.pid)
    let details = ProcessReader(root, .command).read(process, pid: program.pid)
    let arguments = details.command?.dropFirst()
    #expect(arguments == ["-c", script, long[0], long[1]])
    #expect(details.isCommandTruncated)
  }

  /// The details of a real process would be wrong.
  @Test func theDetailsOfThisProcessAreRight() throws {
    let root = try ProcFileSystem("/proc")
    let process = try root.process(getpid())
    let details = ProcessReader(root, .processDetails).read(process, pid: getpid())
    #expect(details.userID == geteuid())
    #expect(
      details.executable
        == (try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")))
    #expect(details.command == CommandLine.arguments)
    let start = try #require(details.startTime)
    #expect(start <= Int64(Date.now.timeIntervalSince1970) + 1)
    #expect(start > Int64(Date.now.timeIntervalSince1970) - 86_400)
  }

  private func read(
    _ tree: ProcTree, _ pid: Int32, _ fields: Requirements = .all
  ) throws -> ProcessDetails {
    let root = try ProcFileSystem(tree.path)
    let process = try root.process(pid)
    return ProcessReader(root, fields).read(process, pid: pid)
  }

  private func stat(_ pid: Int32, _ name: String, ticks: UInt64) -> String {
    "\(pid) (\(name)) S 1 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 \(ticks) 5 6 7 0 0\n"
  }
}
