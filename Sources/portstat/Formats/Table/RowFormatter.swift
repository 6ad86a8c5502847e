import SocketInspector

/// Writes the lines of a table, without trailing spaces.
struct RowFormatter {
  /// A column that is shown.
  private struct Place {
    /// The index of the column among those that were requested.
    let index: Int
    /// The distance from the beginning of the line, in terminal columns.
    let start: Int
    let width: Int
    let isRightAligned: Bool
    /// How a cell that is wider than the column is made to fit; nil if it makes the line longer.
    let cut: Cut?
  }

  private enum Cut {
    /// The beginning of a name is followed by `..`.
    case name
    /// The beginning of an address is followed by `>`, as at the edge of the screen.
    case address
  }

  private let titles: [String]
  private let places: [Place]
  private let palette: Palette
  /// The columns that do not fit.
  let omitted: [Column]
  /// The maximum length of a line with its end, in addition to the text of its cells, in bytes.
  let extraBytesPerRow: Int

  /// - Parameter limit: The maximum width of a line; nil for no limit.
  init(
    _ columns: [Column], _ widths: CellWidths, fitting limit: TableLayout.Limit?,
    _ palette: Palette = .basic
  ) {
    self.palette = palette
    titles = columns.map(\.title)
    let layout = TableLayout(columns, widths, fitting: limit)
    omitted = layout.omitted
    var places: [Place] = []
    var start = 0
    for visible in layout.columns {
      let column = columns[visible.index]
      let cut: Cut? =
        column.isShortenable
        ? .name : limit?.isStrict == true && column.mayOverflow ? .address : nil
      places.append(
        Place(
          index: visible.index, start: start, width: visible.width,
          isRightAligned: column.alignment == .right, cut: cut))
      start += visible.width + TableLayout.gap
    }
    self.places = places
    extraBytesPerRow = places.reduce(1) {
      $0 + $1.width + TableLayout.gap + Palette.maxSequenceLength
    }
  }

  func appendHeading(to text: inout [UInt8]) {
    var cells = CellBuffer(headings: titles.map { _ in 0 }, rowCount: 1)
    for title in titles { cells.append(nil) { $0.append(contentsOf: title.utf8) } }
    cells.measure()
    append(cells, rows: 0..<1, to: &text)
  }

  /// Appends the lines of some rows, with newlines between them.
  ///
  /// - Parameter isStyled: Whether the colors of the cells are written.
  func append(
    _ cells: CellBuffer, rows: Range<Int>, isStyled: Bool = true, to text: inout [UInt8]
  ) {
    text.append(addingCapacity: cells.length(of: rows) + rows.count * extraBytesPerRow) { text in
      for row in rows {
        if row > rows.lowerBound { text.append(UInt8(ascii: "\n")) }
        append(cells, row: row, isStyled: isStyled, to: &text)
      }
    }
  }

  /// Appends a line. Cells after one that is too wide move to the right, until the columns between have
  /// enough room to return to their places.
  private func append(
    _ cells: CellBuffer, row: Int, isStyled: Bool, to line: inout OutputSpan<UInt8>
  ) {
    var end = 0  // of the last text, in terminal columns
    for (number, place) in places.enumerated() {
      let range = cells.range(row, place.index)
      if range.isEmpty { continue }
      var width = cells.width(of: range)
      var shortened: [UInt8]?
      if width > place.width, let cut = place.cut,
        case let room = place.width + (cut == .address ? roomAfter(number, cells, row) : 0),
        width > room
      {
        let text = Self.cut(cells.text[range], to: room, cut)
        width = CellBuffer.width(of: text[...])
        shortened = text
      }
      let gap = end == 0 ? 0 : TableLayout.gap
      let padding = place.isRightAligned ? max(place.width - width, 0) : 0
      let start = max(place.start + padding, end + gap)
      line.append(repeating: UInt8(ascii: " "), count: start - end)
      end = start + width
      let color = isStyled ? palette.start(cells.style(row, place.index)) : ""
      if !color.isEmpty { line.append(ascii: color) }
      if let shortened {
        line.append(bytes: shortened.span)
      } else {
        line.append(bytes: cells.text.span.extracting(range))
      }
      if !color.isEmpty { line.append(ascii: Palette.end) }
    }
  }

  /// The room that an address leaves free for a long one before it: `*:*` needs little.
  private func roomAfter(_ number: Int, _ cells: CellBuffer, _ row: Int) -> Int {
    guard number + 1 < places.count, case let next = places[number + 1], next.cut == .address
    else { return 0 }
    return max(next.width - cells.width(of: cells.range(row, next.index)), 0)
  }

  private static func cut(_ text: ArraySlice<UInt8>, to width: Int, _ cut: Cut) -> [UInt8] {
    switch cut {
    case .name: CellBuffer.shortened(text, to: width)
    // Addresses are ASCII.
    case .address: Array(text.prefix(max(width - 1, 0))) + [UInt8(ascii: ">")]
    }
  }
}
