/// A simple reader of BTF, which reads every type up to the last one that is needed.
public struct ReferenceBTF {
  public struct Record {
    public let name: String
    public let kind: UInt32
    public let size: UInt32
    public let members: [(name: String, type: Int, bits: Int)]
  }

  /// The types; type 1 is the first. Up to the one that is malformed.
  public private(set) var types: [Record] = []
  /// Whether all types could be read.
  public private(set) var isWhole = false

  /// - Returns: nil if the header is malformed.
  public init?(_ words: [UInt32]) {
    let bytes = words.flatMap { word in (0..<4).map { UInt8(word.littleEndian >> (8 * $0) & 255) } }
    guard words.count >= 6, Array(bytes[0..<3]) == [0x9f, 0xeb, 1], bytes[3] == 0 else {
      return nil
    }
    let header = words[1..<6].map(Int.init)
    let (start, end) = (header[0] + header[1], header[0] + header[1] + header[2])
    let (text, textEnd) = (header[0] + header[3], header[0] + header[3] + header[4])
    guard start % 4 == 0, end % 4 == 0, end <= bytes.count, textEnd <= bytes.count else {
      return nil
    }
    func name(_ offset: UInt32) -> String? {
      guard text + Int(offset) < textEnd else { return nil }
      let rest = bytes[(text + Int(offset))..<textEnd]
      guard let zero = rest.firstIndex(of: 0) else { return "\u{0}" }  // no name that is looked for
      return String(decoding: rest[..<zero], as: UTF8.self)
    }
    var rest = words[(start / 4)..<(end / 4)]
    while !rest.isEmpty {
      guard let record = Self.record(&rest, name) else { return }
      types.append(record)
    }
    isWhole = true
  }

  private static func record(
    _ rest: inout ArraySlice<UInt32>, _ name: (UInt32) -> String?
  ) -> Record? {
    let first = rest.startIndex
    guard rest.count >= 3 else { return nil }
    let kind = rest[first + 1] >> 24 & 31
    let count = Int(rest[first + 1] & 0xffff)
    let lengths: [UInt32: Int] = [
      1: 1, 3: 3, 4: 3 * count, 5: 3 * count, 6: 2 * count, 13: 2 * count, 14: 1, 15: 3 * count,
      17: 1, 19: 3 * count,
    ]
    guard kind > 0, kind < 20, rest.count >= 3 + lengths[kind, default: 0] else { return nil }
    var members: [(String, Int, Int)] = []
    for index in 0..<(kind == 4 || kind == 5 ? count : 0) {
      let words = rest.dropFirst(3 + 3 * index).prefix(3).map(\.self)
      let mask: UInt32 = rest[first + 1] >> 31 == 1 ? 0xff_ffff : .max
      // A member is anonymous if its name is at offset 0, whatever is there.
      let text = words[0] == 0 ? "" : name(words[0]) ?? "\u{0}"
      members.append(
        (words[0] != 0 && text.isEmpty ? "\u{0}" : text, Int(words[1]), Int(words[2] & mask)))
    }
    let text = name(rest[first])
    if text == nil, kind == 4 || kind == 12 { return nil }
    defer { rest = rest.dropFirst(3 + lengths[kind, default: 0]) }
    return Record(name: text ?? "", kind: kind, size: rest[first + 2], members: members)
  }

  /// The number of the first type of a kind with a name.
  public func id(_ kind: UInt32, _ name: String) -> Int? {
    types.firstIndex { $0.kind == kind && $0.name == name }.map { $0 + 1 }
  }

  /// The offset of a member in bits.
  public func bits(of member: String, inType id: Int, depth: Int = 0) -> Int? {
    for (name, type, bits) in types[id - 1].members {
      if name == member { return bits }
      if name.isEmpty, depth < 8, type > 0, type <= types.count,
        [4, 5].contains(types[type - 1].kind),
        let more = self.bits(of: member, inType: type, depth: depth + 1)
      {
        return bits + more
      }
    }
    return nil
  }
}
