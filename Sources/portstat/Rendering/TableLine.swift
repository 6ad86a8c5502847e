/// Writes the lines of a table, without blanks at their ends.
struct TableLine {
  private typealias Cell = (text: ArraySlice<UInt8>, style: Style)

  private let columns: [Column]
  private let layout: TableLayout

  /// - Parameters:
  ///   - widths: How wide the cells of each column are.
  ///   - limit: How wide a line may be; nil for as wide as it gets.
  init(_ columns: [Column], widths: [Int], fitting limit: Int?) {
    self.columns = columns
    var layout = TableLayout(widths: widths)
    if let limit { layout.fit(limit) { columns[$0].isShortenable } }
    self.layout = layout
  }

  func appendHeading(to text: inout [UInt8]) {
    append(to: &text) { (Array(columns[$0].title.utf8)[...], .plain) }
  }

  /// - Parameter isStyled: Whether the cells' colours are written.
  func append(_ cells: TableCells, row: Int, isStyled: Bool = true, to text: inout [UInt8]) {
    append(to: &text) { column in
      let cell = cells.cell(row, column)
      return (cell.text, isStyled ? cell.style : .plain)
    }
  }

  private func append(to line: inout [UInt8], _ cell: (Int) -> Cell) {
    var missing = 0  // blanks that are due before the next text
    for place in layout.places {
      var (text, style) = cell(place.index)
      var width = TableCells.width(of: text)
      if width > place.width {
        text = TableCells.shortened(text, to: place.width)[...]
        width = TableCells.width(of: text)
      }
      let padding = max(place.width - width, 0)
      let isRight = columns[place.index].alignment == .right
      if isRight { missing += padding }
      if !text.isEmpty {
        line.append(contentsOf: repeatElement(UInt8(ascii: " "), count: missing))
        missing = 0
        line.append(contentsOf: style.start.utf8)
        line.append(contentsOf: text)
        line.append(contentsOf: style.end.utf8)
      }
      missing += (isRight ? 0 : padding) + TableLayout.gap
    }
  }
}
