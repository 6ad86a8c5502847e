import SocketInspector

/// Writes values as text, for the table and for CSV.
struct TextFormatter {
  /// Whether only the first of several owners is shown: its PID, followed by `+3` for three more, its name,
  /// and its first descriptor, followed by `+1` for one more.
  let showsFirstOwnerOnly: Bool
  /// The text for a missing value: `-` in the table.
  let placeholder: String
  /// The text between the elements of a list. Descriptors of one owner are separated by commas.
  var separator = ","
  /// Whether owners come by PID, and not in the order of a table (``OwnerList/forEachInTableOrder(_:)``).
  var ordersOwnersByPID = false
  /// Whether the reason is shown in parentheses if no owner is known.
  var showsReason = true

  /// Appends a value; the placeholder for an empty one, so that a table has as many fields in each row.
  func append(_ value: Value, to text: inout [UInt8]) {
    let start = text.count
    appendAny(value, to: &text)
    if text.count == start { text.append(contentsOf: placeholder.utf8) }
  }

  private func appendAny(_ value: Value, to text: inout [UInt8]) {
    switch value {
    case .null: break
    case .integer(let number): text.append(decimal: number)
    case .rounded(let number): RoundedNumber.append(number, to: &text)
    case .boolean(let value): text.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .decimal(let number, let places): Self.append(number, places: places, to: &text)
    case .word(let word): text.append(contentsOf: word.utf8)
    case .text(let bytes): Escaping.appendText(bytes, to: &text)
    case .time(let time, let hasMilliseconds):
      TimeText.append(time, milliseconds: hasMilliseconds, to: &text)
    case .address(let address): address.append(to: &text)
    case .endpoint(let endpoint, nil): endpoint.append(to: &text)
    case .endpoint(let endpoint, let zone?):
      var bytes: [UInt8] = []
      endpoint.append(to: &bytes, zone: zone)
      Escaping.appendText(bytes, to: &text)
    case .numbers(let numbers):
      append(numbers, to: &text) { $1.append(decimal: UInt64($0.magnitude)) }
    case .texts(let texts): append(texts, to: &text) { Escaping.appendText($0, to: &$1) }
    case .chain(let names): Self.append(names, to: &text)
    case .ancestors(let processes):
      append(processes, to: &text) {
        $1.append(decimal: UInt64($0.pid.magnitude))
        $1.append(UInt8(ascii: "/"))
        Escaping.appendOwnerName($0.nameBytes ?? [], separator: separator, to: &$1)
      }
    case .published(let target):
      Escaping.appendText(PublishedColumns.text(target), to: &text)
    case .owners(let owners): append(owners, to: &text)
    }
  }

  private func append<Element>(
    _ elements: [Element], to text: inout [UInt8], _ write: (Element, inout [UInt8]) -> Void
  ) {
    for index in elements.indices {
      if index > 0 { text.append(contentsOf: separator.utf8) }
      write(elements[index], &text)
    }
  }

  /// Appends the names of a chain of processes.
  private static func append(_ names: [[UInt8]], to text: inout [UInt8]) {
    for index in names.indices {
      if index > 0 { text.append(UInt8(ascii: ">")) }
      Escaping.appendOwnerName(names[index], separator: ">", to: &text)
    }
  }

  /// Appends a number without its decimal point as a decimal fraction: `71.2`, `5`, `0.05`.
  ///
  /// - Parameter places: The number of decimal places.
  static func append(_ number: UInt64, places: Int, to text: inout [UInt8]) {
    var scale: UInt64 = 1
    for _ in 0..<places { scale *= 10 }
    text.append(decimal: number / scale)
    var rest = number % scale
    if rest == 0 { return }
    text.append(UInt8(ascii: "."))
    while rest > 0 {
      scale /= 10
      text.append(UInt8(ascii: "0") + UInt8(rest / scale))
      rest %= scale
    }
  }

  private func append(_ owners: OwnerList, to text: inout [UInt8]) {
    guard owners.isKnown else {
      if showsReason, owners.field.isText, let reason = owners.reason {
        text.append(contentsOf: "(\(reason)".utf8)
        if let hint = owners.hint {
          text.append(UInt8(ascii: ":"))
          Escaping.appendText(hint, to: &text)
        }
        text.append(UInt8(ascii: ")"))
      } else {
        text.append(contentsOf: placeholder.utf8)
      }
      return
    }
    if showsFirstOwnerOnly {
      appendFirst(of: owners, to: &text)
      return
    }
    if ordersOwnersByPID {
      appendByPID(owners, to: &text)
      return
    }
    let first = owners.descriptors.startIndex
    if owners.end(ofElementAt: first) == owners.descriptors.endIndex {
      append(owners, at: first, to: &text)  // the usual case, in one pass
      return
    }
    let start = text.count
    owners.forEachInTableOrder { index in
      if text.count > start { text.append(UInt8(ascii: ",")) }
      append(owners, at: index, to: &text)
    }
  }

  private func appendByPID(_ owners: OwnerList, to text: inout [UInt8]) {
    var index = owners.descriptors.startIndex
    while index < owners.descriptors.endIndex {
      if index > owners.descriptors.startIndex {
        let isSameOwner = owners.descriptors[index].pid == owners.descriptors[index - 1].pid
        text.append(contentsOf: isSameOwner ? ",".utf8 : separator.utf8)
      }
      append(owners, at: index, to: &text)
      index = owners.end(ofElementAt: index)
    }
  }

  /// Appends the first element. The number of further ones follows the PID or the descriptor, which contain
  /// no blanks, as names may.
  private func appendFirst(of owners: OwnerList, to text: inout [UInt8]) {
    var index = owners.descriptors.startOfNamedProcess
    append(owners, at: index, to: &text)
    switch owners.field {
    case .name, .executable, .command: return
    case .pid, .fd, .details: break
    }
    // Descriptors are counted for the first owner, and owners after their PIDs.
    let isDescriptor = if case .fd = owners.field { true } else { false }
    let end =
      isDescriptor ? owners.descriptors.end(ofProcessAt: index) : owners.descriptors.endIndex
    if !isDescriptor { index = owners.descriptors.startIndex }
    var count = 0
    while index < end {
      count += 1
      index = owners.end(ofElementAt: index)
    }
    if count > 1 {
      text.append(UInt8(ascii: "+"))
      text.append(decimal: UInt64(count - 1))
    }
  }

  private func append(_ owners: OwnerList, at index: Int, to text: inout [UInt8]) {
    let descriptor = owners.descriptors[index]
    switch owners.field {
    case .pid: text.append(decimal: UInt64(descriptor.pid.magnitude))
    case .fd: text.append(decimal: UInt64(descriptor.fd.magnitude))
    case .name: appendName(owners, at: index, to: &text)
    case .executable, .command:
      let bytes = owners.text(at: index) ?? []
      if bytes.isEmpty {
        text.append(contentsOf: placeholder.utf8)
      } else if separator == "," {
        Escaping.appendText(bytes, to: &text)
      } else {
        Escaping.appendOwnerName(bytes, separator: separator, to: &text)
      }
    case .details:
      text.append(decimal: UInt64(descriptor.pid.magnitude))
      text.append(UInt8(ascii: "/"))
      appendName(owners, at: index, to: &text)
    }
  }

  private func appendName(_ owners: OwnerList, at index: Int, to text: inout [UInt8]) {
    let start = text.count
    if let name = owners.text(at: index) {
      Escaping.appendOwnerName(name, separator: separator, to: &text)
    }
    if text.count == start { text.append(contentsOf: placeholder.utf8) }
  }
}
