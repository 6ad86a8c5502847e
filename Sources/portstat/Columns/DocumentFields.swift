import SocketInspector

/// Every key of the JSON document except the array of sockets.
enum DocumentFields {
  /// The version of the JSON format. Keys may be added without a new version, but none is renamed, removed
  /// or given a different meaning.
  static let schema: UInt64 = 1
  /// The last key of the document; its value is the array of sockets.
  static let sockets = "sockets"

  static let all = [
    DocumentField(
      "schema",
      schema: #"{"const": \#(schema), "description": "the number of this form of output"}"#,
      note: "\(schema)"
    ) { _ in .integer(schema) },
    DocumentField(
      "time",
      schema: #"{"type": "string", "format": "date-time", "#
        + #""description": "when the reading began, in UTC"}"#,
      note: "when the reading began, UTC"
    ) { .time($0.time, hasMilliseconds: true) },
    DocumentField(
      "host", schema: #"{"type": ["string", "null"], "description": "the name of the machine"}"#
    ) { .text($0.host) },
    DocumentField(
      "source",
      schema: #"{"enum": [\#(sources)], "description": "where the rows come from"}"#,
      note: "procfs, netlink, or mixed when one protocol came from each"
    ) { .word($0.source.rawValue) },
    DocumentField(
      "complete",
      schema: #"{"type": "boolean", "#
        + #""description": "whether nothing that was asked for is missing"}"#,
      note: "whether nothing that was asked for is missing"
    ) { .boolean($0.isComplete) },
    DocumentField(
      "unreadable_processes",
      schema: #"{"type": "integer", "minimum": 0, "#
        + #""description": "how many processes could not be read"}"#,
      note: "how many"
    ) { .integer(UInt64($0.unreadableProcesses)) },
  ]

  static func values(of snapshot: Snapshot) -> [(key: String, value: Value)] {
    all.map { ($0.key, $0.value(snapshot)) }
  }

  private static var sources: String {
    RowSource.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
}
