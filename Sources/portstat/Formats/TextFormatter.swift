import SocketInspector

/// Writes values as text, for the table and for CSV.
struct TextFormatter {
  /// Whether of several owners only the first is named, with `+3` for the others.
  let namesFirstOwnerOnly: Bool
  /// What stands for nothing: `-` in the table.
  let placeholder: String

  func append(_ value: Value, of socket: Socket, to text: inout [UInt8]) {
    switch value {
    case .null: text.append(contentsOf: placeholder.utf8)
    case .integer(let number): text.append(decimal: number)
    case .boolean(let value): text.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .hundredths(let number): Self.append(hundredths: number, to: &text)
    case .word(let word): text.append(contentsOf: word.utf8)
    case .text(let bytes): Escaping.appendText(bytes, to: &text)
    case .address(let address): address.append(to: &text)
    case .endpoint(let endpoint): endpoint.append(to: &text)
    case .pids(let pids) where pids.isEmpty: text.append(contentsOf: placeholder.utf8)
    case .pids(let pids):
      for (index, pid) in pids.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text.append(decimal: UInt64(pid.magnitude))
      }
    case .owners(let fact): append(fact, of: socket, to: &text)
    }
  }

  /// `71.2`, `5`, `0.05`.
  static func append(hundredths number: UInt64, to text: inout [UInt8]) {
    text.append(decimal: number / 100)
    let fraction = number % 100
    if fraction == 0 { return }
    text.append(UInt8(ascii: "."))
    if fraction < 10 { text.append(UInt8(ascii: "0")) }
    text.append(decimal: fraction % 10 == 0 ? fraction / 10 : fraction)
  }

  private func append(
    _ fact: Value.OwnerField, of socket: Socket, to text: inout [UInt8]
  ) {
    let descriptors = socket.descriptors
    guard socket.ownership == .known, !descriptors.indices.isEmpty else {
      if fact == .name || fact == .details, let reason = socket.ownership {
        text.append(contentsOf: "(\(reason.rawValue))".utf8)
      } else {
        text.append(contentsOf: placeholder.utf8)
      }
      return
    }
    var last: Int32?
    var count = 0
    for index in descriptors.indices {  // an iterator is not specialised here
      let descriptor = descriptors[index]
      if fact != .fd, descriptor.pid == last { continue }
      last = descriptor.pid
      count += 1
      if namesFirstOwnerOnly, count > 1 { continue }
      if count > 1 { text.append(UInt8(ascii: ",")) }
      append(fact, of: descriptor, socket, to: &text)
    }
    if namesFirstOwnerOnly, count > 1, fact != .pid {
      text.append(contentsOf: " +".utf8)
      text.append(decimal: UInt64(count - 1))
    }
  }

  private func append(
    _ fact: Value.OwnerField, of descriptor: SocketDescriptor, _ socket: Socket,
    to text: inout [UInt8]
  ) {
    switch fact {
    case .pid: text.append(decimal: UInt64(descriptor.pid.magnitude))
    case .fd: text.append(decimal: UInt64(descriptor.fd.magnitude))
    case .name: appendName(of: descriptor, socket, to: &text)
    case .details:
      text.append(decimal: UInt64(descriptor.pid.magnitude))
      text.append(UInt8(ascii: "/"))
      appendName(of: descriptor, socket, to: &text)
    }
  }

  private func appendName(
    of descriptor: SocketDescriptor, _ socket: Socket, to text: inout [UInt8]
  ) {
    let start = text.count
    if let name = socket.processName(of: descriptor) {
      Escaping.appendOwnerName(name, to: &text)
    }
    if text.count == start { text.append(contentsOf: placeholder.utf8) }
  }
}
