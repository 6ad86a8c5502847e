import SocketInspector

/// Every key of the JSON document except the array of sockets.
enum DocumentFields {
  /// The version of the JSON format. Keys may be added without a new version, but none is renamed, removed
  /// or given a different meaning.
  static let schema: UInt64 = 1
  /// The last key of the document; its value is the array of sockets.
  static let sockets = "sockets"
  /// The description of the last key for the manual and the JSON Schema, without a period.
  static let socketsSummary = "the sockets, each an object with the default columns or those chosen"

  /// The last key of a document with counts; its value is the array of counts.
  static let counts = "counts"

  static let all = [
    DocumentField(
      "schema", #""const": \#(schema)"#, "the version of the JSON format, \(schema)"
    ) { _ in .integer(schema) },
    DocumentField(
      "time", #""type": "string", "format": "date-time""#, "the time when the scan began, in UTC"
    ) { .time($0.time, hasMilliseconds: true) },
    DocumentField(
      "host", #""type": ["string", "null"]"#,
      "the host name of the machine, or null if it is unknown"
    ) { .text($0.hostBytes) },
    DocumentField(
      "source", #""enum": [\#(sources)]"#,
      "the source of the sockets: procfs, netlink, or mixed if each supplied a part"
    ) { .word($0.source.rawValue) },
    DocumentField(
      "complete", #""type": "boolean""#,
      "whether everything that was requested could be read"
    ) { .boolean($0.isComplete) },
    DocumentField(
      "unreadable_processes", #""type": "integer", "minimum": 0"#,
      "the number of processes that could not be read"
    ) { .integer(UInt64($0.unreadableProcesses)) },
    DocumentField(
      "namespaces_read", #""type": "integer", "minimum": 0"#, isOptional: true,
      "with --netns, the number of network namespaces that were read"
    ) { $0.selectsNamespaces ? .integer($0.namespaces.count) : nil },
    DocumentField(
      "namespaces_unread", #""type": "integer", "minimum": 0"#, isOptional: true,
      "with --netns, the number of network namespaces that were found and could not be read"
    ) { $0.selectsNamespaces ? .integer($0.unreadNamespaces.count) : nil },
  ]

  static func values(of snapshot: Snapshot) -> [(key: String, value: Value)] {
    all.compactMap { field in field.value(snapshot).map { (field.key, $0) } }
  }

  /// The values for a document that lists something else than sockets.
  static func values(
    time: Timestamp, host: [UInt8]?, source: RowSource, isComplete: Bool
  ) -> [(key: String, value: Value)] {
    [
      ("schema", .integer(schema)), ("time", .time(time, hasMilliseconds: true)),
      ("host", .text(host)), ("source", .word(source.rawValue)),
      ("complete", .boolean(isComplete)),
    ]
  }

  private static var sources: String {
    RowSource.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }
}
