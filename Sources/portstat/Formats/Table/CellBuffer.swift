import SocketInspector

/// The text of the cells of some rows, kept until the widths of all columns are known.
struct CellBuffer: Sendable {
  private(set) var text: [UInt8] = []
  /// The end of each cell in ``text``.
  private var ends: [UInt32] = []
  /// The style of each cell; empty if colors are off.
  private var styles: [Style] = []
  private let columnCount: Int
  /// The widths of the cells. Set by ``measure()``.
  private(set) var widths: CellWidths
  /// Whether all text is ASCII, so that each byte takes one terminal column. Set by ``measure()``.
  private var isASCII = false

  /// - Parameters:
  ///   - headings: The width of the heading of each column, in terminal columns; 0 for one without.
  ///   - rowCount: The number of rows that are going to be added.
  ///   - countsWidths: Whether the table has to fit a terminal.
  init(headings: [Int], rowCount: Int, countsWidths: Bool = true) {
    columnCount = headings.count
    widths = CellWidths(headings: headings, countsCells: countsWidths)
    ends.reserveCapacityInHugePages(rowCount * columnCount)
    text.reserveCapacityInHugePages(rowCount * columnCount * 10)
  }

  var rowCount: Int { ends.count / max(columnCount, 1) }

  /// Adds the next cell. Cells are added row by row, from left to right.
  ///
  /// - Parameters:
  ///   - style: nil if colors are off.
  ///   - write: Appends the text of the cell.
  mutating func append(_ style: Style?, _ write: (inout [UInt8]) -> Void) {
    write(&text)
    ends.append(UInt32(truncatingIfNeeded: text.count))
    if let style { styles.append(style) }
  }

  /// Adds the cells of a record.
  mutating func append(_ record: Record, _ formatter: TextFormatter) {
    for index in record.indices {
      append(record.style(index)) { formatter.append(record[index], to: &$0) }
    }
  }

  /// Measures the columns. Call it after all cells are added.
  mutating func measure() {
    isASCII = text.span.isASCII
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        widths.add(width(of: range(row, column)), in: column)
      }
      widths.addRow()
    }
  }

  /// The range of a cell in ``text``.
  func range(_ row: Int, _ column: Int) -> Range<Int> {
    let index = row * columnCount + column
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// The length of the text of some rows, in bytes.
  func length(of rows: Range<Int>) -> Int {
    guard let last = rows.last else { return 0 }
    return range(last, columnCount - 1).upperBound - range(rows.lowerBound, 0).lowerBound
  }

  /// The width of a part of ``text``, in terminal columns.
  func width(of range: Range<Int>) -> Int {
    isASCII ? range.count : Self.width(of: text[range])
  }

  func style(_ row: Int, _ column: Int) -> Style {
    styles.isEmpty ? .plain : styles[row * columnCount + column]
  }

  /// The width of a text, in terminal columns.
  static func width(of text: ArraySlice<UInt8>) -> Int {
    if text.span.isASCII { return text.count }
    return String(decoding: text, as: UTF8.self).unicodeScalars
      .reduce(0) { $0 + CharacterWidth.of($1) }
  }

  /// Shortens a text that is too wide to its beginning, followed by `..`.
  static func shortened(_ text: ArraySlice<UInt8>, to limit: Int) -> [UInt8] {
    let room = max(limit - 2, 1)
    var short: [UInt8] = []
    var taken = 0
    Escaping.forEachScalar(of: Array(text)) { scalar, bytes in
      taken += scalar.map(CharacterWidth.of) ?? 1
      if taken <= room { short.append(contentsOf: bytes) }
    }
    return short + Array("..".utf8)
  }
}

extension Span<UInt8> {
  fileprivate var isASCII: Bool {
    var bits: UInt8 = 0
    for index in indices { bits |= self[index] }
    return bits < 0x80
  }
}
