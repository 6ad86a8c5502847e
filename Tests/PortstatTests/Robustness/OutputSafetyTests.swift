import Foundation
import TestSupport
import Testing

/// Bytes from outside must not reach the output unescaped, whatever they are and whatever the
/// format.
@Suite struct OutputSafetyTests {
  private static let texts = [["-W"], ["-aneo"], ["--sort", "process"], ["-q"], ["-H"]]
  private static let seeds = Array(1...UInt64(LongTests.count(2, long: 5)))
  /// The number of processes, each with a socket.
  private static let count = 30

  private struct HostileTree {
    let tree: ProcTree
    let names: [[UInt8]]

    init(seed: UInt64) throws {
      var strings = HostileStrings(generator: SeededGenerator(seed: seed))
      tree = try ProcTree(
        tcp: (1...OutputSafetyTests.count).map {
          .listener("0.0.0.0:\($0)", inode: UInt64($0), userID: UInt32(20_000 + $0))
        })
      var names: [[UInt8]] = []
      for pid in 1...OutputSafetyTests.count {
        let name = strings.next(longest: 15, without: [0])
        try tree.addProcess(Int32(pid), sockets: [3: UInt64(pid)])
        try tree.folder.write(Data(name + [0x0a]), to: "\(pid)/comm")
        let arguments = (0..<4).map { _ in strings.next(longest: 60, without: [0]) + [0] }
        try tree.folder.write(Data(arguments.joined()), to: "\(pid)/cmdline")
        try tree.folder.write(
          "Name:\tx\nUid:\t\(20_000 + pid)\t\(20_000 + pid)\t0\t0\n", to: "\(pid)/status")
        // Foundation creates links to valid strings only.
        let target = strings.next(longest: 60, without: [0]) + [0x78, 0]
        guard symlink(target.map(CChar.init(bitPattern:)), "\(tree.path)/\(pid)/exe") == 0 else {
          throw CocoaError(.fileWriteUnknown)
        }
        names.append(name)
      }
      try tree.folder.write(
        Data(strings.next(longest: 60, without: [0])), to: "sys/kernel/hostname")
      self.names = names
    }
  }

  /// Processes, hosts and paths can have any name. None may reach a terminal, JSON or CSV
  /// unescaped.
  @Test(arguments: seeds)
  func noFormatPrintsNamesUnescaped(seed: UInt64) throws {
    let tree = try HostileTree(seed: seed).tree
    let base = ["--proc", tree.path]
    for arguments in Self.texts {
      let run = try Program.portstat.run(base + arguments)
      #expect(HarmfulCharacter.first(in: run.output) == nil, "\(arguments)")
      let rows = run.output.count { $0 == UInt8(ascii: "\n") }
      let headings = arguments == ["-q"] || arguments == ["-H"] ? 0 : 1
      #expect(rows == Self.count + headings, "\(arguments)")
    }
    try checkData(base)
  }

  private func checkData(_ base: [String]) throws {
    let document = try Program.portstat.run(base + ["--json"]).output
    #expect(HarmfulCharacter.first(in: document) == nil)
    let decoded: SocketDocument = try SocketRecord.decode(document)
    #expect(decoded.sockets.count == Self.count)
    let lines = try Program.portstat.run(base + ["--jsonl"]).output
    #expect(HarmfulCharacter.first(in: lines) == nil)
    #expect(try SocketRecord.records(lines).count == Self.count)
    let csv = try Program.portstat.run(base + ["--csv"]).output
    #expect(HarmfulCharacter.first(in: csv, lineEnd: "\r\n") == nil)
    let rows = try CSVReader.rows(String(decoding: csv, as: UTF8.self))
    #expect(rows.count == Self.count + 1)
    #expect(rows.allSatisfy { $0.count == OutputContractTests.csvKeys.count })
  }

  /// Events are printed for hours, to whatever program reads them.
  @Test(arguments: seeds, ["--format=table", "--jsonl", "--csv"])
  func noEventPrintsNamesUnescaped(seed: UInt64, format: String) throws {
    let tree = try HostileTree(seed: seed).tree
    let program = try BackgroundProgram(
      .portstat, ["--proc", tree.path, "--watch=0.1", format])
    let headings = format == "--csv" ? 1 : 0
    let end = UInt8(ascii: "\n")
    func wait(_ count: Int) throws {
      _ = try eventually("\(count) events") {
        try program.output.count { $0 == end } >= count + headings ? true : nil
      }
    }
    try wait(Self.count)
    try tree.writeTable("tcp", [])
    try wait(2 * Self.count)
    program.signal(SIGTERM)
    #expect(try program.status() == 0)
    let output = try program.output
    #expect(HarmfulCharacter.first(in: output, lineEnd: format == "--csv" ? "\r\n" : "\n") == nil)
    #expect(output.count { $0 == end } == 2 * Self.count + headings)
    if format == "--jsonl" {
      for line in output.split(separator: end) {
        #expect(throws: Never.self) { try SocketRecord.decode(line) as SocketEvent }
      }
    } else if format == "--csv" {
      let rows = try CSVReader.rows(String(decoding: output, as: UTF8.self))
      #expect(Set(rows.map(\.count)).count == 1)
    }
  }

  /// The live view shows more about a process than any other output: its arguments, its user, its
  /// executable.
  @Test(arguments: seeds, [false, true])
  func noScreenShowsNamesUnescaped(seed: UInt64, isColored: Bool) throws {
    let watched = try WatchedTree(try HostileTree(seed: seed).tree)
    var strings = HostileStrings(generator: SeededGenerator(seed: seed))
    for number in 0..<LongTests.count(8, long: Self.count) {
      for keys in ["\r", "\r", "j"] {
        watched.press(keys)
        let screen = watched.screen(columns: 40 + 7 * number, rows: 60, isColored: isColored)
        check(screen)
      }
    }
    for _ in 0..<20 {
      watched.press("/")
      let typed = strings.next(longest: 40, without: [0x0a, 0x0d])
      watched.press(String(decoding: typed, as: UTF8.self))
      check(watched.screen(columns: 120, isColored: isColored))
      watched.press("\u{1b}")
    }
  }

  private func check(_ screen: [String]) {
    for line in screen {
      let plain = line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
      #expect(HarmfulCharacter.first(in: Data(plain.utf8)) == nil, "\(plain)")
    }
  }

  /// Notes and errors repeat paths and arguments: each must be one line, whatever these contain.
  @Test(arguments: seeds)
  func noMessagePrintsPathsAndArgumentsUnescaped(seed: UInt64) throws {
    var strings = HostileStrings(generator: SeededGenerator(seed: seed))
    let folder = try TemporaryDirectory()
    for number in 0..<12 {
      let word = strings.next(longest: 40, without: [0, 0x2f, 0x0a])
      let octal = word.map { "\\0" + String($0, radix: 8) }.joined()
      // A tree of this name with a table that cannot be read, and a tree that does not exist.
      let lines: [String] = [
        #"p="$2/$(printf %b "$1")"; mkdir -p "$p/self/net/tcp" && exec "$0" --proc "$p""#,
        #"exec "$0" --proc "$(printf %b "$1")/none""#, #"exec "$0" "$(printf %b "$1")x""#,
        #"exec "$0" "--$(printf %b "$1")""#, #"exec "$0" --columns "$(printf %b "$1")""#,
        #"exec "$0" --state="$(printf %b "$1")""#, #"exec "$0" --user "x$(printf %b "$1")""#,
      ]
      for line in lines {
        let run = try Program.sh(line, [octal, folder.path + "/\(number)"])
        #expect(HarmfulCharacter.first(in: run.errors) == nil, "\(line) \(octal)")
        #expect(!run.errors.isEmpty || word.isEmpty, "\(line) \(octal)")
        if run.status == 2 {
          #expect(run.errorText.count { $0 == "\n" } == 1, "\(line) \(octal)")
        }
        #expect(HarmfulCharacter.first(in: run.output) == nil)
        #expect(run.status <= 4, "\(line) \(octal): \(run.status)")
      }
    }
  }

  /// User names come from files and servers, and interfaces may have any name.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("ip", "python3"),
      "needs root, python3 and ip"), arguments: seeds)
  func namesOfUsersAndInterfacesAreEscaped(seed: UInt64) throws {
    let tree = try HostileTree(seed: seed).tree
    var strings = HostileStrings(generator: SeededGenerator(seed: seed))
    var passwd = Data("root:x:0:0::/:/bin/sh\n".utf8)
    for number in 1...Self.count {
      let name = [0x75] + strings.next(longest: 30, without: [0, 0x0a, 0x3a, 0x20])
      passwd += Data(name) + Data(":x:\(20_000 + number):1::/:/bin/sh\n".utf8)
    }
    let file = try tree.folder.write(passwd, to: "passwd")
    let script = """
      mount --bind "$1" /etc/passwd && ip link set lo up || exit 9
      name="$(printf 'a\\033[31m\\302\\233b')"
      ip link add "$name" type veth || exit 9
      cat >"$2/s.py" <<'END'
      import os, socket, subprocess, sys
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, os.fsencode(sys.argv[1]) + b"\\0")
      s.bind(("0.0.0.0", 9))
      for format in (["--format=table", "-W"], ["--csv"], ["--jsonl"]):
        for tree in (["--proc", sys.argv[3]], []):
          with open(sys.argv[4] + "/out-" + format[0][2:5] + str(len(tree)), "wb") as out:
            columns = "local,interface,user,processes"
            subprocess.run([sys.argv[2], "--columns", columns] + format + tree, stdout=out, check=True)
      END
      exec python3 "$2/s.py" "$name" "$0" "$3" "$2"
      """
    let folder = try TemporaryDirectory()
    let run = try Program.installed("unshare").run(
      "--net", "--mount", "sh", "-c", script, Program.portstat.path, file.path, folder.path,
      tree.path)
    try #require(run.status == 0, "\(run.errorText)")
    let formats = [("for", "\n", true), ("csv", "\r\n", false), ("jso", "\n", false)]
    for (format, lineEnd, isText) in formats {
      for source in [0, 2] {
        let name = "out-\(format)\(source)"
        let output = try Data(contentsOf: folder.url.appendingPathComponent(name))
        #expect(!output.isEmpty)
        #expect(HarmfulCharacter.first(in: output, lineEnd: lineEnd) == nil, "\(name)")
        let text = String(decoding: output, as: UTF8.self)
        // Proves that the names were printed at all.
        if source == 0 { #expect(text.contains("[31m"), "\(text)") }
        if source == 2, isText { #expect(!text.contains("20001"), "\(text)") }
      }
    }
  }
}
