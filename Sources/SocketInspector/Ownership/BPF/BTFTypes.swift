/// Types in the kernel's type information: BTF, `Documentation/bpf/btf.rst` in the kernel's sources.
///
/// A BTF file has a header, the types, and their names. Types refer to each other by number: the first one is
/// 1. Their lengths differ, so they are read one after the other. Everything is checked before it is used:
/// the file is the kernel's, but it may be of a newer format. All functions need the file again, as 32-bit
/// words in the byte order of this machine.
struct BTFTypes {
  /// A type that was found.
  private struct Record {
    let id: Int32
    /// The index of its first word.
    let start: Int
  }

  /// How many types are between two of ``marks``.
  private static let markDistance = 64
  /// How many anonymous types are followed into each other. The kernel's sources have three at most.
  private static let maxDepth = 8

  /// The words of all types.
  private let types: Range<Int>
  /// The bytes of all names.
  private let names: Range<Int>
  /// The first words of types 1, 65, 129 and so on.
  private var marks: [Int] = []
  private var found: [BTFName: Record] = [:]

  /// Finds types by name. Of several types with the same name and kind, the first counts.
  ///
  /// - Throws: ``BPFError/malformedTypes``
  init(_ words: Span<UInt32>, finding wanted: [BTFName]) throws(BPFError) {
    (types, names) = try Self.sections(words)
    // Comparing one byte first excludes most names: there are 150,000.
    var candidates = [[BTFName]](repeating: [], count: 256)
    for name in wanted { candidates[Int(name.text.utf8.first ?? 0)].append(name) }
    var (start, id) = (types.lowerBound, Int32(1))
    while start < types.upperBound, found.count < wanted.count {
      if Int(id) % Self.markDistance == 1 { marks.append(start) }
      let end = try end(ofTypeAt: start, words)
      if let kind = BTFName.Kind(rawValue: words[start + 1].kind) {
        let text = names.lowerBound + Int(words[start])
        guard text < names.upperBound else { throw .malformedTypes }
        for name in candidates[Int(words.byte(at: text))]
        where name.kind == kind && found[name] == nil && hasName(name.text, at: text, words) {
          found[name] = Record(id: id, start: start)
        }
      }
      start = end
      id += 1
    }
  }

  /// The places of the types, in words, and of the names, in bytes.
  private static func sections(
    _ words: Span<UInt32>
  ) throws(BPFError) -> (types: Range<Int>, names: Range<Int>) {
    // Magic number, version and flags are the first four bytes.
    guard words.count >= 6, words[0] == (ByteOrder.native == .little ? 0x1eb9f : 0xeb9f_0100) else {
      throw .malformedTypes
    }
    let header = Int(words[1])
    let (types, names) = (header + Int(words[2]), header + Int(words[4]))
    let (typesEnd, namesEnd) = (types + Int(words[3]), names + Int(words[5]))
    let size = words.count * 4
    guard types % 4 == 0, typesEnd % 4 == 0, typesEnd <= size, namesEnd <= size else {
      throw .malformedTypes
    }
    return (types / 4..<typesEnd / 4, names..<namesEnd)
  }

  /// The first word after a type: three words, and more for some kinds (`btf_type` and what may follow it in
  /// `include/uapi/linux/btf.h`).
  private func end(ofTypeAt start: Int, _ words: Span<UInt32>) throws(BPFError) -> Int {
    guard start + 3 <= types.upperBound else { throw .malformedTypes }
    let more: Int
    switch words[start + 1].kind {
    case 1, 14, 17: more = 1  // integer, variable, declaration tag
    // pointer, forward, typedef, volatile, const, restrict, function, float, type tag
    case 2, 7...12, 16, 18: more = 0
    case 3: more = 3  // array
    // structure, union, section, 64-bit enum
    case 4, 5, 15, 19: more = 3 * words[start + 1].memberCount
    case 6, 13: more = 2 * words[start + 1].memberCount  // enum, prototype of a function
    default: throw .malformedTypes
    }
    guard start + 3 + more <= types.upperBound else { throw .malformedTypes }
    return start + 3 + more
  }

  /// Whether the name at an offset is a text.
  private func hasName(_ text: String, at start: Int, _ words: Span<UInt32>) -> Bool {
    var offset = start
    for byte in text.utf8 {
      guard offset < names.upperBound, words.byte(at: offset) == byte else { return false }
      offset += 1
    }
    return offset < names.upperBound && words.byte(at: offset) == 0
  }

  // MARK: Results

  /// The number of a type.
  ///
  /// - Throws: ``BPFError/missing(_:)``
  func id(of name: BTFName) throws(BPFError) -> Int32 { try record(name).id }

  private func record(_ name: BTFName) throws(BPFError) -> Record {
    guard let record = found[name] else { throw .missing(name.text) }
    return record
  }

  /// The size of a type, in bytes.
  ///
  /// - Throws: ``BPFError/missing(_:)``
  func size(of name: BTFName, _ words: Span<UInt32>) throws(BPFError) -> UInt32 {
    words[try record(name).start + 2]
  }

  /// The offset of a member in a structure, in bytes. The member may be in an anonymous structure or union.
  ///
  /// - Throws: ``BPFError/missing(_:)``, ``BPFError/malformedTypes``
  func offset(
    of member: String, in name: BTFName, _ words: Span<UInt32>
  ) throws(BPFError) -> Int {
    let start = try record(name).start
    guard let bits = try bitOffset(of: member, inTypeAt: start, words, depth: 0), bits % 8 == 0
    else { throw .missing("\(name.text).\(member)") }
    return bits / 8
  }

  private func bitOffset(
    of member: String, inTypeAt start: Int, _ words: Span<UInt32>, depth: Int
  ) throws(BPFError) -> Int? {
    // With bit fields, the upper byte of an offset is the number of bits.
    let mask: UInt32 = words[start + 1].hasBitFields ? 0xff_ffff : .max
    for index in 0..<words[start + 1].memberCount {
      let place = start + 3 + 3 * index
      let offset = Int(words[place + 2] & mask)
      if words[place] != 0 {
        if hasName(member, at: names.lowerBound + Int(words[place]), words) { return offset }
      } else if depth < Self.maxDepth, let inner = try position(of: words[place + 1], words),
        words[inner + 1].kind == 4 || words[inner + 1].kind == 5,
        let more = try bitOffset(of: member, inTypeAt: inner, words, depth: depth + 1)
      {
        return offset + more
      }
    }
    return nil
  }

  /// The first word of a type.
  private func position(of id: UInt32, _ words: Span<UInt32>) throws(BPFError) -> Int? {
    guard id > 0, !marks.isEmpty else { return nil }
    let mark = min((Int(id) - 1) / Self.markDistance, marks.count - 1)
    var (start, number) = (marks[mark], mark * Self.markDistance + 1)
    while number < Int(id), start < types.upperBound {
      start = try end(ofTypeAt: start, words)
      number += 1
    }
    guard start < types.upperBound else { return nil }
    _ = try end(ofTypeAt: start, words)
    return start
  }
}

/// The second word of a type.
extension UInt32 {
  fileprivate var kind: UInt32 { self >> 24 & 0x1f }
  fileprivate var memberCount: Int { Int(self & 0xffff) }
  fileprivate var hasBitFields: Bool { self >> 31 == 1 }
}

extension Span<UInt32> {
  /// A byte by its offset.
  fileprivate func byte(at offset: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: self[offset >> 2].littleEndian >> UInt32(8 * (offset & 3)))
  }
}
