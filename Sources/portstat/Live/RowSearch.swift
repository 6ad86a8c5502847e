import SocketInspector

/// Finds words in rows of the live view, as they are on the screen, whether in upper or lower case.
struct RowSearch {
  private let words: [[UInt8]]
  private let columns: [Column]
  private let context: RenderContext
  /// All owners are searched, not only the one on the screen.
  private let formatter = TextFormatter(showsFirstOwnerOnly: false, placeholder: "-")
  private let isASCII: Bool
  /// The text of a row, kept so that a row allocates nothing.
  private var text: [UInt8] = []

  /// - Parameter words: All of them must occur in a row.
  init(_ words: [String], in columns: [Column], _ context: RenderContext) {
    self.words = words.map { Array($0.lowercased().utf8) }
    self.columns = columns
    self.context = context
    isASCII = words.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
  }

  mutating func matches(_ socket: Socket) -> Bool {
    text.removeAll(keepingCapacity: true)
    for column in columns {
      text.append(UInt8(ascii: " "))
      formatter.append(column.tableValue(socket, context), to: &text)
    }
    if isASCII {
      for index in text.indices where UInt8(ascii: "A")...UInt8(ascii: "Z") ~= text[index] {
        text[index] |= 0x20
      }
    } else {
      text = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
    }
    return words.allSatisfy(occurs)
  }

  private func occurs(_ word: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return word.isEmpty }
    for start in 0...(text.count - word.count) where text[start] == first {
      if text[start..<start + word.count].elementsEqual(word) { return true }
    }
    return false
  }
}
