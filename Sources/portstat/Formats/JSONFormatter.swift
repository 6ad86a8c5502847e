import SocketInspector

/// Writes values as JSON.
enum JSONFormatter {
  /// The text before each value of an object: a brace or a comma, the key, and a colon.
  static func prefixes(_ keys: [String]) -> [String] {
    keys.enumerated().map { "\($0.offset == 0 ? "{" : ",")\"\($0.element)\":" }
  }

  /// Appends a value. A time outside the years 0 to 9999 is null.
  static func append(_ value: Value, to json: inout [UInt8]) {
    switch value {
    case .null: json.append(contentsOf: "null".utf8)
    case .integer(let number), .rounded(let number): json.append(decimal: number)
    case .boolean(let value): json.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .decimal(let number, let places):
      TextFormatter.append(number, places: places, to: &json)
    case .word(let word): appendQuoted(to: &json) { $0.append(contentsOf: word.utf8) }
    case .text(let bytes): Escaping.appendJSON(bytes, to: &json)
    case .time(let time, _) where time.dateComponents == nil: json.append(contentsOf: "null".utf8)
    case .time(let time, let hasMilliseconds):
      appendQuoted(to: &json) { TimeText.append(time, milliseconds: hasMilliseconds, to: &$0) }
    case .address(let address): appendQuoted(to: &json) { address.append(to: &$0) }
    case .endpoint(let endpoint, nil): appendQuoted(to: &json) { endpoint.append(to: &$0) }
    case .endpoint(let endpoint, let zone?):
      var text: [UInt8] = []
      endpoint.append(to: &text, zone: zone)
      Escaping.appendJSON(text, to: &json)
    case .numbers(let numbers):
      append(numbers, to: &json) { $1.append(decimal: UInt64($0.magnitude)) }
    case .texts(let texts): append(texts, to: &json) { Escaping.appendJSON($0, to: &$1) }
    case .chain(let names): append(names, to: &json)
    case .ancestors(let processes):
      append(processes, to: &json) {
        $1.append(contentsOf: "{\"pid\":".utf8)
        $1.append(decimal: UInt64($0.pid.magnitude))
        $1.append(contentsOf: ",\"name\":".utf8)
        append(.text($0.nameBytes), to: &$1)
        $1.append(UInt8(ascii: "}"))
      }
    case .published(let target):
      let members = PublishedColumns.members(target)
      for (prefix, member) in zip(prefixes(members.map(\.key)), members) {
        json.append(contentsOf: prefix.utf8)
        append(member.value, to: &json)
      }
      json.append(UInt8(ascii: "}"))
    case .owners(let owners): append(owners, to: &json)
    }
  }

  /// Appends the names of a chain of processes as one string. As in CSV, `\` is written as `\x5c`.
  private static func append(_ names: [[UInt8]], to json: inout [UInt8]) {
    let escaped = names.map { name in
      name.flatMap { byte in
        switch byte {
        case UInt8(ascii: ">"): Array(#"\x3e"#.utf8)
        case UInt8(ascii: "\\"): Array(#"\x5c"#.utf8)
        default: [byte]
        }
      }
    }
    Escaping.appendJSON(Array(escaped.joined(separator: [UInt8(ascii: ">")])), to: &json)
  }

  private static func appendQuoted(to json: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    json.append(UInt8(ascii: "\""))
    write(&json)
    json.append(UInt8(ascii: "\""))
  }

  private static func append<Element>(
    _ elements: [Element], to json: inout [UInt8], _ write: (Element, inout [UInt8]) -> Void
  ) {
    json.append(UInt8(ascii: "["))
    for index in elements.indices {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      write(elements[index], &json)
    }
    json.append(UInt8(ascii: "]"))
  }

  private static func appendDescriptors(
    _ owners: OwnerList, _ range: Range<Int>, to json: inout [UInt8]
  ) {
    json.append(UInt8(ascii: "["))
    for index in range {
      if index > range.lowerBound { json.append(UInt8(ascii: ",")) }
      json.append(decimal: UInt64(owners.descriptors[index].fd.magnitude))
    }
    json.append(UInt8(ascii: "]"))
  }

  private static func append(_ owners: OwnerList, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "["))
    if owners.isKnown {
      let first = owners.descriptors.startIndex
      var index = first
      while index < owners.descriptors.endIndex {
        if index > first { json.append(UInt8(ascii: ",")) }
        let end = owners.end(ofElementAt: index)
        append(owners, at: index..<end, to: &json)
        index = end
      }
    }
    json.append(UInt8(ascii: "]"))
  }

  private static func append(_ owners: OwnerList, at range: Range<Int>, to json: inout [UInt8]) {
    let descriptors = owners.descriptors
    let first = range.lowerBound
    switch owners.field {
    case .pid: json.append(decimal: UInt64(descriptors[first].pid.magnitude))
    case .fd: json.append(decimal: UInt64(descriptors[first].fd.magnitude))
    case .name, .executable, .command: append(.text(owners.text(at: first)), to: &json)
    case .details(let names): append(owners, names, at: range, to: &json)
    }
  }

  /// A key of the objects in `processes`, prepared for writing.
  private struct Member {
    let prefix: String
    let isOptional: Bool
    let isDescriptorList: Bool
    let value: @Sendable (Owner, Names) -> Value
  }

  private static let processMembers = zip(
    prefixes(ProcessColumns.all.map(\.key)), ProcessColumns.all
  ).map {
    Member(
      prefix: $0, isOptional: $1.isOptional, isDescriptorList: $1.isDescriptorList, value: $1.value)
  }

  /// Appends one element of `processes`.
  private static func append(
    _ owners: OwnerList, _ names: Names, at range: Range<Int>, to json: inout [UInt8]
  ) {
    let members = processMembers
    let owner = owners.descriptors.ownerWithoutDescriptors(at: range.lowerBound)
    for index in members.indices {
      if members[index].isDescriptorList {
        json.append(contentsOf: members[index].prefix.utf8)
        appendDescriptors(owners, range, to: &json)
        continue
      }
      let value = members[index].value(owner, names)
      if members[index].isOptional, value.isMissing { continue }
      json.append(contentsOf: members[index].prefix.utf8)
      append(value, to: &json)
    }
    json.append(UInt8(ascii: "}"))
  }
}
