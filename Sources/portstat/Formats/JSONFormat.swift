import SocketInspector

/// JSON (RFC 8259): one document, or one object per line. The object of an event contains the object of its
/// socket.
struct JSONFormat: Format {
  private let options: FormatOptions
  private let isLines: Bool
  /// The text before each value: a comma or a brace, the key, and a colon.
  private let prefixes: [String]
  private var isEmpty = true

  init(_ options: FormatOptions, isLines: Bool) {
    self.options = options
    self.isLines = isLines
    prefixes = JSONFormatter.prefixes(options.columns.map(\.key))
  }

  mutating func begin(to output: inout OutputBuffer) {
    if isLines { return }
    let keys = options.document.map(\.key) + [options.listKey]
    let prefixes = JSONFormatter.prefixes(keys)
    for (prefix, member) in zip(prefixes, options.document) {
      output.append(prefix)
      JSONFormatter.append(member.value, to: &output.bytes)
    }
    output.append(prefixes[options.document.count] + "[")
  }

  mutating func append(_ record: Record, to output: inout OutputBuffer) {
    if !isLines { output.append((isEmpty ? "" : ",") + (options.isStream ? "" : "\n")) }
    isEmpty = false
    if let event = record.event {
      output.append("{\"event\":\"\(event.kind.rawValue)\",\"time\":")
      JSONFormatter.append(.time(event.time, hasMilliseconds: true), to: &output.bytes)
      output.append(",\"socket\":")
    }
    for index in record.indices {
      output.append(prefixes[index])
      JSONFormatter.append(record[index], to: &output.bytes)
    }
    output.append(record.event == nil ? "}" : "}}")
    if isLines { output.append("\n") }
  }

  mutating func end(to output: inout OutputBuffer) {
    if !isLines { output.append(isEmpty || options.isStream ? "]}\n" : "\n]}\n") }
  }
}
