/// The cells of some rows of a table as text, until it is known how wide each column has to be.
struct TableCells {
  private var text: [UInt8] = []
  /// Where each cell ends in ``text``.
  private var ends: [UInt32] = []
  /// Empty where no cell has a style.
  private var styles: [Style] = []
  private let columnCount: Int
  /// How wide the widest cell of each column is.
  private(set) var columnWidths: [Int]

  /// - Parameter rowCount: How many rows are going to be added.
  init(columnCount: Int, rowCount: Int) {
    self.columnCount = columnCount
    columnWidths = Array(repeating: 0, count: columnCount)
    ends.reserveCapacity(rowCount * columnCount)
    text.reserveCapacity(rowCount * columnCount * 10)
  }

  var rowCount: Int { ends.count / max(columnCount, 1) }

  /// Adds the next cell: row by row, from left to right.
  ///
  /// - Parameters:
  ///   - style: nil where no cell has one.
  ///   - write: Writes the cell's text at the end.
  mutating func append(_ style: Style?, _ write: (inout [UInt8]) -> Void) {
    let column = ends.count % columnCount
    let start = text.count
    write(&text)
    ends.append(UInt32(truncatingIfNeeded: text.count))
    if let style { styles.append(style) }
    columnWidths[column] = max(columnWidths[column], Self.width(of: text[start...]))
  }

  func cell(_ row: Int, _ column: Int) -> (text: ArraySlice<UInt8>, style: Style) {
    let index = row * columnCount + column
    let start = index == 0 ? 0 : Int(ends[index - 1])
    return (text[start..<Int(ends[index])], styles.isEmpty ? .plain : styles[index])
  }

  /// How many columns of a terminal a text takes.
  static func width(of text: ArraySlice<UInt8>) -> Int {
    if text.allSatisfy({ $0 < 0x80 }) { return text.count }
    return String(decoding: text, as: UTF8.self).unicodeScalars
      .reduce(0) { $0 + CharacterWidth.of($1) }
  }

  /// The beginning of a text that is too wide, with `..` behind it. What counts further owners,
  /// ` +3`, stays.
  static func shortened(_ text: ArraySlice<UInt8>, to limit: Int) -> [UInt8] {
    let ending = countOfOthers(text)
    let room = max(limit - 2 - ending.count, 1)
    var short: [UInt8] = []
    var taken = 0
    Escaping.forEachScalar(of: Array(text.dropLast(ending.count))) { scalar, bytes in
      taken += scalar.map(CharacterWidth.of) ?? 1
      if taken <= room { short.append(contentsOf: bytes) }
    }
    return short + Array("..".utf8) + Array(ending)
  }

  private static func countOfOthers(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let plus = text.lastIndex(of: UInt8(ascii: "+")), plus > text.startIndex,
      text[plus - 1] == UInt8(ascii: " "), plus + 1 < text.endIndex,
      text[(plus + 1)...].allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return [] }
    return text[(plus - 1)...]
  }
}
