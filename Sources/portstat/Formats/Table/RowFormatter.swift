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
    /// The beginning of a name is followed by `..`; a reason in parentheses is not a name.
    case name
    /// The beginning of a name or a reason is followed by `..`: in the live view, where each cell is below its heading.
    case text
    /// The beginning of an address is followed by `>`, as at the edge of the screen: in the live view.
    case address
  }

  private let titles: [String]
  private let places: [Place]
  private let palette: Palette
  private let gap: Int
  /// The width of a line in which every cell fits its column.
  let width: Int
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
    let isStrict = limit?.isStrict == true && limit?.keepsColumns != true
    gap = layout.gap
    var places: [Place] = []
    var start = 0
    for visible in layout.columns {
      let column = columns[visible.index]
      let cut: Cut? =
        column.isShortenable
        ? (isStrict ? .text : .name) : isStrict && column.mayOverflow ? .address : nil
      places.append(
        Place(
          index: visible.index, start: start, width: visible.width,
          isRightAligned: column.alignment == .right, cut: cut))
      start += visible.width + layout.gap
    }
    self.places = places
    width = max(start - layout.gap, 0)
    extraBytesPerRow = places.reduce(1) {
      $0 + $1.width + layout.gap + Palette.maxSequenceLength
    }
  }

  /// The index of the column at a place of a line; nil beside the columns.
  ///
  /// - Parameter position: The distance from the beginning of the line, in terminal columns.
  func column(at position: Int) -> Int? {
    places.first { $0.start..<$0.start + $0.width + gap ~= position }?.index
  }

  /// Appends the heading.
  ///
  /// - Parameter mark: A character of one column after the title of a column, in the space before the next one, so
  ///   that columns have the same width with and without it.
  func appendHeading(mark: (index: Int, text: String)? = nil, to text: inout [UInt8]) {
    var cells = CellBuffer(headings: titles.map { _ in 0 }, rowCount: 1)
    for title in titles { cells.append(nil) { $0.append(contentsOf: title.utf8) } }
    cells.measure()
    let start = text.count
    append(cells, rows: 0..<1, to: &text)
    guard let mark, let place = places.first(where: { $0.index == mark.index }) else { return }
    let width = min(titles[mark.index].utf8.count, place.width)
    // Titles are ASCII. At the end of the line, the last letter makes room.
    let end = place.start + (place.isRightAligned ? place.width : width)
    let position = start + min(end, max(self.width - 1, 0))
    while text.count <= position { text.append(UInt8(ascii: " ")) }
    text.replaceSubrange(position..<position + 1, with: mark.text.utf8)
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
    for place in places {
      let range = cells.range(row, place.index)
      if range.isEmpty { continue }
      var width = cells.width(of: range)
      var shortened: [UInt8]?
      if width > place.width, let cut = place.cut {
        let text = Self.cut(cells.text[range], to: place.width, cut)
        width = CellBuffer.width(of: text[...])
        shortened = text
      }
      let start = beginning(of: place, width, after: end)
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

  /// Where a cell begins, in terminal columns.
  ///
  /// - Parameters:
  ///   - width: The width of its text.
  ///   - end: The end of the text before it; 0 if there is none.
  private func beginning(of place: Place, _ width: Int, after end: Int) -> Int {
    let gap = end == 0 ? 0 : self.gap
    let padding = place.isRightAligned ? max(place.width - width, 0) : 0
    return max(place.start + padding, end + gap)
  }

  private static func cut(_ text: ArraySlice<UInt8>, to width: Int, _ cut: Cut) -> [UInt8] {
    switch cut {
    // `(accept-queue)` is a reason; what follows a colon is a name.
    case .name where text.first == UInt8(ascii: "(") && !text.contains(UInt8(ascii: ":")):
      Array(text)
    case .name, .text: CellBuffer.shortened(text, to: width)
    // Addresses are ASCII.
    case .address: Array(text.prefix(max(width - 1, 0))) + [UInt8(ascii: ">")]
    }
  }
}
