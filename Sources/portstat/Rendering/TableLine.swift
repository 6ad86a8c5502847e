import SocketInspector

/// Writes the lines of a table, without blanks at their ends.
struct TableLine {
  private let titles: [String]
  private let isRight: [Bool]
  private let layout: TableLayout
  /// What a line takes at most beside the text of its cells, in bytes.
  private let room: Int

  /// - Parameters:
  ///   - widths: How wide the cells of each column are.
  ///   - limit: How wide a line may be; nil for as wide as it gets.
  init(_ columns: [Column], widths: [Int], fitting limit: Int?) {
    titles = columns.map(\.title)
    isRight = columns.map { $0.alignment == .right }
    var layout = TableLayout(widths: widths)
    if let limit { layout.fit(limit) { columns[$0].isShortenable } }
    self.layout = layout
    room = layout.places.reduce(0) { $0 + $1.width + TableLayout.gap + Style.longest }
  }

  func appendHeading(to text: inout [UInt8]) {
    var cells = TableCells(columnCount: titles.count, rowCount: 1)
    for title in titles { cells.append(nil) { $0.append(contentsOf: title.utf8) } }
    cells.measure()
    append(cells, row: 0, to: &text)
  }

  /// - Parameter isStyled: Whether the cells' colours are written.
  func append(_ cells: TableCells, row: Int, isStyled: Bool = true, to line: inout [UInt8]) {
    let length = cells.range(row, titles.count - 1).upperBound - cells.range(row, 0).lowerBound
    line.append(addingCapacity: length + room) { line in
      var missing = 0  // blanks that are due before the next text
      for place in layout.places {
        let range = cells.range(row, place.index)
        var width = cells.width(of: range)
        var short: [UInt8]?
        if width > place.width {
          let cut = TableCells.shortened(cells.text[range], to: place.width)
          width = TableCells.width(of: cut[...])
          short = cut
        }
        let padding = max(place.width - width, 0)
        if isRight[place.index] { missing += padding }
        if !range.isEmpty {
          line.append(repeating: UInt8(ascii: " "), count: missing)
          missing = 0
          let style = isStyled ? cells.style(row, place.index) : .plain
          if style != .plain { line.append(ascii: style.start) }
          if let short {
            for byte in short { line.append(byte) }
          } else {
            for index in range { line.append(cells.text[index]) }
          }
          if style != .plain { line.append(ascii: style.end) }
        }
        missing += (isRight[place.index] ? 0 : padding) + TableLayout.gap
      }
    }
  }
}
