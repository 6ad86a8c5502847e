import SocketInspector

/// Writes sockets as JSON objects.
struct JSONFormatter {
  private let readings: [Column.Reading]
  private let context: RenderContext
  /// What stands before each value: a comma or a brace, the key, a colon.
  private let prefixes: [String]

  init(_ columns: [Column], _ context: RenderContext) {
    readings = columns.map(\.value)
    self.context = context
    prefixes = columns.enumerated().map { "\($0.offset == 0 ? "{" : ",")\"\($0.element.key)\":" }
  }

  func append(_ socket: Socket, to json: inout [UInt8]) {
    for (prefix, reading) in zip(prefixes, readings) {
      json.append(contentsOf: prefix.utf8)
      append(reading(socket, context), of: socket, to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }

  /// Writes any value, of the owners also what takes names of users.
  func append(_ value: Value, of socket: Socket, to json: inout [UInt8]) {
    if case .owners(let fact) = value {
      append(fact, of: socket, to: &json)
    } else {
      Self.append(value, to: &json)
    }
  }

  static func append(_ value: Value, to json: inout [UInt8]) {
    switch value {
    case .null, .owners: json.append(contentsOf: "null".utf8)
    case .integer(let number): json.append(decimal: number)
    case .boolean(let value): json.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .hundredths(let number): TextFormatter.append(hundredths: number, to: &json)
    case .word(let word): appendQuoted(to: &json) { $0.append(contentsOf: word.utf8) }
    case .text(let bytes): Escaping.appendJSON(bytes, to: &json)
    case .address(let address): appendQuoted(to: &json) { address.append(to: &$0) }
    case .endpoint(let endpoint): appendQuoted(to: &json) { endpoint.append(to: &$0) }
    case .pids(let numbers): append(numbers, to: &json) { $1.append(decimal: UInt64($0.magnitude)) }
    }
  }

  private static func appendQuoted(to json: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    json.append(UInt8(ascii: "\""))
    write(&json)
    json.append(UInt8(ascii: "\""))
  }

  private static func append<Element>(
    _ elements: some Sequence<Element>, to json: inout [UInt8],
    _ write: (Element, inout [UInt8]) -> Void
  ) {
    json.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { json.append(UInt8(ascii: ",")) }
      isFirst = false
      write(element, &json)
    }
    json.append(UInt8(ascii: "]"))
  }

  private func append(
    _ fact: Value.OwnerField, of socket: Socket, to json: inout [UInt8]
  ) {
    let owners = socket.ownership == .known ? socket.owners : []
    switch fact {
    case .pid: Self.append(.pids(owners.map(\.pid)), to: &json)
    case .fd: Self.append(.pids(owners.flatMap(\.fds)), to: &json)
    case .name:
      Self.append(owners, to: &json) { Self.append(Self.text($0.process.name), to: &$1) }
    case .details: Self.append(owners, to: &json) { append($0, to: &$1) }
    }
  }

  /// One element of `processes`.
  private func append(_ owner: Owner, to json: inout [UInt8]) {
    let process = owner.process
    json.append(contentsOf: #"{"pid":"#.utf8)
    json.append(decimal: UInt64(owner.pid.magnitude))
    json.append(contentsOf: #","name":"#.utf8)
    Self.append(Self.text(process.name), to: &json)
    json.append(contentsOf: #","fds":"#.utf8)
    Self.append(.pids(owner.fds), to: &json)
    json.append(contentsOf: #","executable":"#.utf8)
    Self.append(Self.text(process.executable), to: &json)
    json.append(contentsOf: #","command":"#.utf8)
    if let command = process.command {
      Self.append(command, to: &json) { Escaping.appendJSON($0, to: &$1) }
    } else {
      json.append(contentsOf: "null".utf8)
    }
    if process.isCommandTruncated {
      json.append(contentsOf: #","command_truncated":true"#.utf8)
    }
    json.append(contentsOf: #","uid":"#.utf8)
    Self.append(.integer(process.userID), to: &json)
    json.append(contentsOf: #","user":"#.utf8)
    Self.append(context.userName(process.userID), to: &json)
    json.append(contentsOf: #","started":"#.utf8)
    if let started = process.startTime {
      Self.append(Timestamp(seconds: started), milliseconds: false, to: &json)
    } else {
      json.append(contentsOf: "null".utf8)
    }
    json.append(UInt8(ascii: "}"))
  }

  private static func text(_ bytes: [UInt8]?) -> Value { bytes.map(Value.text) ?? .null }

  /// Writes a moment as a string, or null for one that no calendar has.
  static func append(_ time: Timestamp, milliseconds: Bool, to json: inout [UInt8]) {
    guard time.calendar != nil else {
      json.append(contentsOf: "null".utf8)
      return
    }
    appendQuoted(to: &json) { TimeText.append(time, milliseconds: milliseconds, to: &$0) }
  }
}
