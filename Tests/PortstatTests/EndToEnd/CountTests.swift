import Foundation
import TestSupport
import Testing

@testable import portstat

/// `--count-by` and `--summary`, against a reference that counts the sockets of the JSON document.
@Suite struct CountTests {
  private static let trees = [
    "demo", "web-server", "every-state", "hostile-names", "shared-listener", "old-kernel-2.6",
    "damaged",
  ]

  private func object(_ run: Program.Run) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
  }

  private func rows(_ tree: String, _ words: [String], _ key: String) throws -> [[String: Any]] {
    let run = try Program.portstat.run(["--proc", Fixtures.path(tree), "--json"] + words)
    return try #require(try object(run)[key] as? [[String: Any]])
  }

  /// The value of a column as JSON; of a list, its first element.
  private func text(_ value: Any?, ofFirst isList: Bool) throws -> String {
    let first = isList ? (value as? [Any])?.first : value
    return String(
      decoding: try JSONSerialization.data(
        withJSONObject: first ?? NSNull(), options: [.fragmentsAllowed, .sortedKeys]),
      as: UTF8.self)
  }

  /// The answer to "how many" would be wrong, for some column that nobody tried.
  @Test(arguments: trees)
  func countsAgreeWithTheJSON(tree: String) throws {
    var checked = 0
    for column in SocketColumns.all {
      // Objects, and lists of which the table names an owner by a rule of its own.
      switch column.kind {
      case .array(of: .process), .array(of: .ancestor): continue
      default: break
      }
      if column.key == "listener_pids" { continue }
      let isList = column.kind.name == "array"
      let words = ["--columns", column.key, "--pid", "^1"]
      let sockets = try rows(tree, words, "sockets")
      let counts = try rows(tree, ["--count-by", column.key, "--pid", "^1"], "counts")
      let expected = Dictionary(
        try sockets.map { (try text($0[column.key], ofFirst: isList), 1) }, uniquingKeysWith: +)
      let found = Dictionary(
        try counts.map { (try text($0[column.key], ofFirst: false), $0["count"] as? Int ?? 0) },
        uniquingKeysWith: { _, _ in -1 })
      #expect(found == expected, "\(column.key)")
      checked += expected.count
    }
    #expect(checked > 100)
  }

  /// A script that reads the first line, or `head -3`, would not get the largest counts.
  @Test(arguments: trees)
  func theLargestCountComesFirst(tree: String) throws {
    let counts = try rows(tree, ["--count-by", "state,local_port"], "counts")
    let pairs = try counts.map {
      (try #require($0["count"] as? Int), $0["state"] as? String, $0["local_port"] as? Int ?? 0)
    }
    for (first, second) in zip(pairs, pairs.dropFirst()) {
      #expect(first.0 >= second.0)
      guard first.0 == second.0 else { continue }
      // Equal counts come in the order of their values; those without one are last.
      let (left, right) = (first.1 ?? "~", second.1 ?? "~")
      #expect(left == right ? first.2 < second.2 : left < right)
    }
    let ascending = try rows(tree, ["--count-by", "state", "--sort", "count"], "counts")
    let numbers = ascending.compactMap { $0["count"] as? Int }
    #expect(numbers == numbers.sorted() && !numbers.isEmpty)
    let byName = try rows(tree, ["--count-by", "state", "--sort", "state:desc"], "counts")
    let names = byName.compactMap { $0["state"] as? String }
    #expect(names == names.sorted(by: >) && !names.isEmpty)
  }

  /// Sums of queues and bytes would be wrong where some sockets have no number.
  @Test(arguments: ["demo", "every-state", "web-server"])
  func totalsAgreeWithTheJSON(tree: String) throws {
    let sockets = try rows(
      tree, ["--columns", "state,receive_queue,timer_seconds,drops"], "sockets")
    let counts = try rows(
      tree,
      [
        "--count-by", "state",
        "--columns=+sum:receive_queue,+max:receive_queue,+max:timer_seconds,+sum:drops",
      ], "counts")
    for count in counts {
      let group = sockets.filter { $0["state"] as? String == count["state"] as? String }
      let queues = group.compactMap { $0["receive_queue"] as? Int }
      #expect(count["sum:receive_queue"] as? Int == queues.reduce(0, +))
      #expect(count["max:receive_queue"] as? Int == queues.max())
      #expect(
        count["max:timer_seconds"] as? Double
          == group.compactMap { $0["timer_seconds"] as? Double }.max())
      let drops = group.compactMap { $0["drops"] as? Int }
      #expect(count["sum:drops"] as? Int == (drops.isEmpty ? nil : drops.reduce(0, +)))
    }
    #expect(counts.count > 2)
  }

  /// A spreadsheet, a log and a person would see different numbers.
  @Test(arguments: trees)
  func everyFormatHasTheSameCounts(tree: String) throws {
    let words = ["--proc", Fixtures.path(tree), "--count-by", "state,class"]
    func run(_ more: String...) throws -> Program.Run { try Program.portstat.run(words + more) }
    let counts = try rows(tree, ["--count-by", "state,class"], "counts")
    let expected = counts.map {
      [$0["state"] as? String ?? "", $0["class"] as? String ?? "", "\($0["count"] as? Int ?? 0)"]
    }
    #expect(
      try CSVReader.rows(run("--csv").text) == [["state", "class", "count"]] + expected)
    let lines = try run("--jsonl").lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines as NSArray == counts as NSArray)
    let table = try run().lines.map { $0.split(separator: " ").map(String.init) }
    #expect(table.first == ["State", "Class", "Count"])
    #expect(
      Array(table.dropFirst()) == expected.map { $0.map { $0.isEmpty ? "-" : $0 } })
    #expect(try run("-H").lines.count == expected.count)
  }

  /// `ss -s` users get the counts by protocol and state.
  @Test func theSummaryCountsByProtocolAndState() throws {
    let summary = try Program.portstat.run("--proc", Fixtures.path("web-server"), "-s")
    let counts = try Program.portstat.run(
      "--proc", Fixtures.path("web-server"), "--count-by", "protocol,state")
    #expect(summary.text == counts.text && summary.lines.count > 3)
    let listening = try Program.portstat.run("--proc", Fixtures.path("web-server"), "-tls")
    #expect(listening.lines.count == 2 && listening.text.contains("LISTEN"))
  }

  /// A health check that counts would not notice that nothing matched.
  @Test func theExitStatusIsThatOfAListing() throws {
    let words = ["--proc", Fixtures.path("demo"), "--count-by", "state"]
    let none = try Program.portstat.run(words + ["--port", "1"])
    #expect(none.status == 1 && none.text.isEmpty)
    let empty = try Program.portstat.run(words + ["--port", "1", "--json"])
    #expect(try object(empty)["counts"] as? [String] == [] && empty.status == 1)
    #expect(try Program.portstat.run(words).status == 0)
    let denied = try Program.portstat.run(
      "--proc", Fixtures.path("damaged"), "--count-by", "state", "--ownership", "unowned")
    #expect(denied.status == 3)
  }

  /// A name could begin a line of its own, or recolor the terminal.
  @Test func namesAreEscaped() throws {
    let run = try Program.portstat.run(
      "--proc", Fixtures.path("hostile-names"), "--count-by", "process")
    #expect(run.output.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x0a })
    #expect(run.lines.count > 3)
  }

  @Test(arguments: [
    ("--count-by=stat", "--count-by: invalid column 'stat': "),
    ("--count-by=state,state", "'state' is given twice"),
    ("--count-by=", "--count-by: empty value"),
    ("--count-by=state -q", "--count-by and --quiet cannot be combined"),
    ("--count-by=state --signal -y 80", "--count-by and --signal cannot be combined"),
    (
      "--count-by=state --columns=pid", "--columns with --count-by: expected +sum:NAME or +max:NAME"
    ),
    ("--count-by=state --columns=+sum:state", "state has no numbers to add"),
    ("--count-by=state --columns=+max:local_port", "local_port has no numbers to compare"),
    ("--count-by=state --columns=+sum:drops,pid", "expected only +sum:NAME and +max:NAME"),
    ("--columns=+sum:drops", "--columns: sum:drops requires --count-by"),
    ("--sort=-count", "--sort: count requires --count-by"),
    ("--count-by=state --sort=pid", "'pid': with --count-by, expected state or count"),
  ])
  func whatCannotBeCountedIsRefused(words: String, message: String) throws {
    let run = try Program.portstat.run(words.split(separator: " ").map(String.init))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errorText.contains(message), "\(run.errorText)")
  }

  /// A log of counts: a line for each update.
  @Test func aStreamHasALineForEachUpdate() throws {
    let words = [
      "--proc", Fixtures.path("web-server"), "--count-by", "state", "--watch=0.1", "--updates=3",
    ]
    let counts = try rows("web-server", ["--count-by", "state"], "counts")
    let lines = try Program.portstat.run(words + ["--jsonl"]).lines
    #expect(lines.count == 3)
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(try #require(object["counts"] as? [[String: Any]]) as NSArray == counts as NSArray)
      #expect((object["time"] as? String)?.hasSuffix("Z") == true)
    }
    let text = try Program.portstat.run(words).lines
    #expect(text.count == 3)
    let first = counts[0]
    let expected = "\(first["state"] as? String ?? "-") \(first["count"] as? Int ?? 0)"
    #expect(text[0].dropFirst(13).hasPrefix(expected), "\(text)")
    let table = try CSVReader.rows(Program.portstat.run(words + ["--csv"]).text)
    #expect(table[0] == ["time", "state", "count"] && table.count == 1 + 3 * counts.count)
  }
}
