import SocketInspector

/// CSV (RFC 4180): a heading, then a line for each record, all ended by CR LF. Owners are separated by `;`, and
/// the descriptors of one owner by commas. In names, `;` is written as `\x3b` and a backslash as `\x5c`, so
/// that splitting a cell at `;` needs no parser.
struct CSVFormat: Format {
  private let options: FormatOptions
  private let text = TextFormatter(
    showsFirstOwnerOnly: false, placeholder: "", separator: ";", ordersOwnersByPID: true,
    showsReason: false)

  init(_ options: FormatOptions) {
    self.options = options
  }

  mutating func begin(to output: inout OutputBuffer) {
    if !options.showsHeader { return }
    let keys = (options.isStream ? ["time", "event"] : []) + options.columns.map(\.key)
    output.append(keys.joined(separator: ",") + "\r\n")
  }

  mutating func append(_ record: Record, to output: inout OutputBuffer) {
    if let event = record.event {
      append(.time(event.time, hasMilliseconds: true), to: &output.bytes)
      output.append(",\(event.kind.rawValue),")
    }
    for index in record.indices {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(record[index], to: &output.bytes)
    }
    output.append("\r\n")
  }

  private func append(_ value: Value, to line: inout [UInt8]) {
    let start = line.count
    text.append(value, to: &line)
    switch value {
    case .text, .texts, .chain, .ancestors, .published, .owners:
      Escaping.rewriteBackslashes(from: start, in: &line)
    default: break
    }
    Self.quote(from: start, in: &line)
  }

  /// Quotes the cell that begins at `start` if it contains a quote or a comma. Line ends cannot occur,
  /// because they are escaped.
  private static func quote(from start: Int, in line: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard line[start...].contains(where: { $0 == quote || $0 == UInt8(ascii: ",") }) else { return }
    let cell = Array(line[start...])
    line.append(quote)
    line[start] = quote
    line.removeLast(line.count - start - 1)
    for byte in cell {
      if byte == quote { line.append(quote) }
      line.append(byte)
    }
    line.append(quote)
  }
}
