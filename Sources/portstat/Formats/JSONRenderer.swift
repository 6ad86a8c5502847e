import SocketInspector

/// JSON (RFC 8259): one document, or one socket a line.
struct JSONRenderer: Renderer {
  /// The number of the output's form. Keys may be added under it; none is renamed, removed or given
  /// another meaning.
  static let schema: UInt64 = 1

  let isLines: Bool

  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError) {
    let object = JSONFormatter(report.columns, report.context)
    if !isLines { output.write { Self.appendHead(report.snapshot, to: &$0) } }
    for index in 0..<report.count {
      if !isLines { output.append(index == 0 ? "\n" : ",\n") }
      output.write { object.append(report.socket(at: index), to: &$0) }
      if isLines { output.append("\n") }
      try output.flushIfFull()
    }
    if !isLines { output.append(report.count == 0 ? "]}\n" : "\n]}\n") }
    try output.flush()
  }

  /// What stands before the sockets.
  private static func appendHead(_ snapshot: Snapshot, to json: inout [UInt8]) {
    json.append(contentsOf: #"{"schema":"#.utf8)
    json.append(decimal: schema)
    json.append(contentsOf: #","time":"#.utf8)
    JSONFormatter.append(snapshot.time, milliseconds: true, to: &json)
    json.append(contentsOf: #","host":"#.utf8)
    JSONFormatter.append(snapshot.host.map(Value.text) ?? .null, to: &json)
    json.append(contentsOf: #","source":""#.utf8)
    json.append(contentsOf: snapshot.source.rawValue.utf8)
    json.append(contentsOf: #"","complete":"#.utf8)
    json.append(contentsOf: snapshot.isComplete ? "true".utf8 : "false".utf8)
    json.append(contentsOf: #","unreadable_processes":"#.utf8)
    json.append(decimal: UInt64(snapshot.unreadableProcesses))
    json.append(contentsOf: #","sockets":["#.utf8)
  }
}
