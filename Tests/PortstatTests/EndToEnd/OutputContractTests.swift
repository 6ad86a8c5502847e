import Foundation
import TestSupport
import Testing

/// The properties of the output that scripts rely on.
@Suite struct OutputContractTests {
  static let keys = [
    "protocol", "family", "local_address", "local_port", "local_class", "local_service",
    "local_scope", "remote_address", "remote_port", "remote_class", "remote_service",
    "remote_scope", "interface", "ipv6_only", "state", "direction", "service", "class", "uid",
    "user", "inode",
    "receive_queue", "send_queue", "backlog", "timer", "timer_seconds", "retransmits", "probes",
    "drops",
    "ownership", "listener_pids", "processes", "owners_complete",
    "unit", "container", "pod", "cgroup", "cgroup_source",
  ]
  static let csvKeys = keys.flatMap { $0 == "processes" ? ["pid", "process", "fd"] : [$0] }
  static let processKeys = [
    "pid", "name", "program", "fds", "executable", "command", "uid", "user", "started", "unit",
    "container",
  ]
  static let documentKeys = [
    "schema", "time", "host", "source", "complete", "unreadable_processes", "sockets",
  ]
  static let stringKeys = [
    "protocol", "family", "local_address", "local_class", "local_scope", "ownership",
  ]
  static let booleanKeys = ["ipv6_only", "owners_complete"]
  static let formats = ["--format=table", "--json", "--jsonl", "--csv"]
  static let numberKeys = ["local_port", "inode", "receive_queue", "send_queue"]

  /// An object as Foundation reads it, with all its keys whatever the types of their values.
  /// ``SocketRecord`` would ignore keys that it does not know.
  private func object(_ text: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
  }

  private func lines(_ arguments: [String]) throws -> [[String: Any]] {
    try Program.portstat.run(arguments + ["--jsonl"]).output
      .split(separator: UInt8(ascii: "\n")).map(object)
  }

  /// A script breaks if a key is missing or has a value of another type.
  @Test(arguments: Fixtures.names)
  func jsonHasEveryKeyInEverySocket(tree: String) throws {
    let run = try Program.portstat.run("--proc", Fixtures.path(tree), "--json")
    let document = try object(run.output)
    #expect(Set(document.keys) == Set(Self.documentKeys))
    #expect(document["schema"] as? Int == 1)
    #expect(document["source"] as? String == "procfs")
    let sockets = try #require(document["sockets"] as? [[String: Any]])
    #expect(!sockets.isEmpty)
    for socket in sockets {
      #expect(Set(socket.keys) == Set(Self.keys))
      for key in Self.stringKeys { #expect(socket[key] is String, "\(key)") }
      for key in Self.numberKeys { #expect(socket[key] is NSNumber, "\(key)") }
      #expect(socket["owners_complete"] is Bool)
      let processes = try #require(socket["processes"] as? [[String: Any]])
      for process in processes { #expect(Set(process.keys) == Set(Self.processKeys)) }
      #expect((socket["ownership"] as? String == "known") == !processes.isEmpty)
    }
  }

  /// If keys came in a different order, equal outputs would differ in diff(1).
  @Test func jsonKeysComeInTheDocumentedOrder() throws {
    let run = try Program.portstat.run("--proc", Fixtures.path("web-server"), "--jsonl")
    // Processes have some of the same keys.
    let line = try #require(run.lines.first)
      .replacing(/"processes":\[.*\],"owners/, with: #""processes":[],"owners"#)
    let positions = try Self.keys.map { key in
      try #require(line.range(of: "\"\(key)\":"), "\(key)").lowerBound
    }
    #expect(positions == positions.sorted())
  }

  /// A program that reads JSON Lines must get the same sockets as one that reads the document.
  @Test(arguments: Fixtures.names)
  func jsonLinesAreTheSocketsOfTheDocument(tree: String) throws {
    let arguments = ["--proc", Fixtures.path(tree)]
    let document = try object(Program.portstat.run(arguments + ["--json"]).output)
    let sockets = try #require(document["sockets"] as? NSArray)
    #expect(sockets.isEqual(to: try lines(arguments)))
  }

  /// A time in another format or of another clock could not be compared with other logs.
  @Test func timeIsTheUTCTimeOfTheSnapshot() throws {
    let before = Date()
    let run = try Program.portstat.run("--proc", Fixtures.path("web-server"), "--json")
    let text = try #require(run.text.firstMatch(of: /"time":"([^"]*)"/)).1
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let time = try format.parse(String(text))
    #expect(time > before.addingTimeInterval(-0.01) && time < Date())
  }

  /// A spreadsheet must show the same values as JSON.
  @Test(arguments: Fixtures.names)
  func csvHasTheSameValuesAsJSON(tree: String) throws {
    let arguments = ["--proc", Fixtures.path(tree)]
    let rows = try CSVReader.rows(try Program.portstat.run(arguments + ["--csv"]).text)
    #expect(rows.first == Self.csvKeys)
    let sockets = try lines(arguments)
    #expect(rows.count == sockets.count + 1)
    for (row, socket) in zip(rows.dropFirst(), sockets) {
      #expect(row.count == Self.csvKeys.count)
      for (cell, key) in zip(row, Self.csvKeys) {
        if ["pid", "process", "fd"].contains(key) {
          #expect(try isOwnerCell(cell, key, socket), "\(key): \(cell)")
          continue
        }
        let value = try #require(socket[key])
        if Self.booleanKeys.contains(key) {
          #expect(cell == (value as? Bool).map(String.init) ?? "", "\(key)")
        } else {
          #expect(try isSame(cell, value), "\(key): \(cell), \(value)")
        }
      }
    }
  }

  /// Whether a cell of CSV has one value of each owner. Names with characters that CSV may escape are only
  /// counted; ``CSVFormatTests`` compares them.
  private func isOwnerCell(_ cell: String, _ key: String, _ socket: [String: Any]) throws -> Bool {
    let processes = try #require(socket["processes"] as? [[String: Any]])
    let values = processes.map { process in
      switch key {
      case "pid": (process["pid"] as? NSNumber)?.stringValue ?? ""
      case "fd": ((process["fds"] as? [NSNumber]) ?? []).map(\.stringValue).joined(separator: ",")
      default: (process["program"] ?? process["name"]) as? String ?? ""
      }
    }
    if key == "process", values.contains(where: { !$0.contains(/^[A-Za-z0-9][A-Za-z0-9.-]*$/) }) {
      return cell.count { $0 == ";" } == values.count - 1
    }
    return cell == values.joined(separator: ";")
  }

  private func isSame(_ cell: String, _ value: Any) throws -> Bool {
    switch value {
    case is NSNull: return cell.isEmpty
    case let text as String: return cell == text
    // Compared as text, because an inode can use all 64 bits.
    case let number as NSNumber: return cell == number.stringValue
    case let numbers as [NSNumber]:
      return cell == numbers.map(\.stringValue).joined(separator: ";")
    default: return false
    }
  }

  /// A process named `ESC]0;...` could set the title of the terminal, or worse.
  @Test(arguments: [
    ["-W"], ["-aneoW"], ["--json"], ["--jsonl"], ["--csv"], ["--color", "always"],
    ["--columns", "process,pid"], ["--csv", "--columns", "process"], ["--process", "*"],
    ["--jsonl", "--columns", "process,processes"], ["--sort", "process"],
  ])
  func hostileNamesSendNoEscapeSequences(arguments: [String]) throws {
    let run = try Program.portstat.run(["--proc", Fixtures.path("hostile-names")] + arguments)
    #expect(run.status == 0)
    var text = try #require(String(validating: run.output, as: UTF8.self), "invalid UTF-8")
    if arguments.contains("--csv") { text = text.replacing("\r\n", with: "\n") }
    if arguments.contains("always") { text = text.replacing(/\u{1b}\[[0-9]+m/, with: "") }
    let controls = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || 0x7f..<0xa0 ~= $0.value
    }
    #expect(controls.isEmpty)
    #expect(text.contains("owned"))
  }

  /// A name with a newline must not start a row of its own, which could imitate any other.
  @Test func hostileNamesAddNoRows() throws {
    let tree = Fixtures.path("hostile-names")
    let count = try Program.portstat.run("--proc", tree, "--jsonl", "--columns", "inode").lines
      .count
    #expect(count == 22)
    #expect(try Program.portstat.run("--proc", tree, "-HW").lines.count == count)
    let rows = try Program.portstat.run("--proc", tree, "--csv", "-H")
    #expect(try CSVReader.rows(rows.text).count == count)
  }

  /// A name that consists of blanks must not look like a missing owner.
  @Test func noOwnerCellIsBlank() throws {
    let run = try Program.portstat.run(
      "--proc", Fixtures.path("hostile-names"), "-HW", "--columns", "process")
    // `lines` drops empty ones, which blank cells would be.
    #expect(run.lines.count == 22)
    #expect(run.lines.allSatisfy { $0.contains { $0 != " " } })
    #expect(run.lines.allSatisfy { !$0.hasSuffix(" ") }, "trailing blanks")
  }

  /// Errors repeat arguments, which may come from a script's input: they must be escaped too.
  @Test func errorsAreEscaped() throws {
    for arguments in [["\u{1b}[31mx"], ["--\u{1b}[31m"], ["--proc", "/\u{1b}[31m\n"]] {
      let run = try Program.portstat.run(arguments)
      #expect(run.status != 0)
      #expect(run.errors.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") })
      #expect(run.errors.count { $0 == UInt8(ascii: "\n") } == 1)
      #expect(run.errorText.contains(#"\x1b"#))
    }
  }
}
