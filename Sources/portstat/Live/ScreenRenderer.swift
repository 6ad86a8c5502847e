import SocketInspector

/// Renders the lines of the live view.
struct ScreenRenderer {
  /// The size of the terminal.
  var columns: Int {
    get { style.columns }
    set { style.columns = newValue }
  }
  var rows: Int
  private var style: ScreenStyle

  init(
    columns: Int, rows: Int, isColored: Bool, _ palette: Palette = .basic, isUTF8: Bool = false
  ) {
    style = ScreenStyle(
      columns: columns, isColored: isColored, palette: palette, isUTF8: isUTF8)
    self.rows = rows
  }

  /// The width below which words are shorter.
  private static let narrowScreen = 60

  /// What is on the screen.
  struct Screen {
    /// All lines, from the first to the last.
    var lines: [[UInt8]] = []
    /// The list on the screen; empty on other pages.
    var table = LiveTable.Picture()
    /// The line of the heading of the list.
    var headingLine = 0
  }

  /// Draws the model, and limits its scrolling to what there is to see.
  func draw(_ model: inout LiveModel) -> Screen {
    model.resize(columns: columns, rows: rows)
    var screen = Screen()
    screen.lines = NumberLines(model, style).lines.map { Array($0.utf8) }
    screen.headingLine = screen.lines.count
    if model.isList {
      screen.table = picture(model)
      model.limitSideways(to: screen.table.maxSideways)
      model.omittedColumns = Set(screen.table.omitted.map(\.key))
      screen.lines += screen.table.lines
      if let reason = model.emptyReason {
        screen.lines += ScreenText.wrapped("  \(ScreenText.escaped(reason))", to: columns)
          .map { Array($0.utf8) }
      }
    } else {
      let page = page(model)
      model.limitScrolling(lines: page.count)
      screen.lines += page.dropFirst(model.top).prefix(model.pageSize).map {
        Array(ScreenText.prefix(of: $0, columns).utf8)
      }
    }
    let status = StatusLine(model, columns: columns, omitted: screen.table.omitted)
    let last = status.messageLines.map { style.message($0) } + [status.text]
    let rest = max(rows - last.count, 0)
    while screen.lines.count < rest { screen.lines.append([]) }
    screen.lines = screen.lines.prefix(rest) + last
    return screen
  }

  /// The list on the screen.
  private func picture(_ model: LiveModel) -> LiveTable.Picture {
    let table = model.page == .processes ? processes(model) : sockets(model)
    guard let start = model.sideways, !table.fits(style) else { return table.fitted(style) }
    return table.scrolled(to: start, style)
  }

  /// The lines of the help or details page, which may be more than fit on the screen.
  private func page(_ model: LiveModel) -> [String] {
    let text: [String]
    switch model.page {
    case .list, .processes: text = []
    case .help:
      let omitted = sockets(model).fitted(style).omitted
      text =
        HelpPage(
          notes: model.notesOnRows, omitted: omitted, remark: model.figures.remark
        ).lines
    case .details: text = details(model) + HelpPage.lines(model.notesOnRows, after: true)
    case .signal: text = model.prompt?.lines ?? []
    }
    return text.flatMap { ScreenText.wrapped($0, to: columns) }
  }

  private func details(_ model: LiveModel) -> [String] {
    let row = model.selected
    let selected = row?.socket
    guard let socket = selected ?? model.lastDetails else { return ["The socket is gone."] }
    let isClosed = row == nil || row?.change == .closed
    let gone = isClosed ? ["The socket is gone. It was last seen like this:", ""] : []
    return gone
      + DetailsPage(
        socket, model.surroundings, peer: model.peer(of: socket),
        seenFor: model.millisecondsSeen, isNumeric: model.settings.output.isNumeric
      ).lines
  }

  // MARK: Tables

  private func sockets(_ model: LiveModel) -> LiveTable {
    let visible = model.list.visible.map { model.list[$0] }
    let output = model.settings.output
    let context = RenderContext(model.settings.names(of: visible.map(\.socket)))
    let writer = TextFormatter(showsFirstOwnerOnly: output.fitsTerminal, placeholder: "-")
    let sortKey = model.list.order.keys.first
    var columns = model.list.columns
    if needsShortStates(model) { columns = LiveColumns.narrow(columns) }
    // Without its mark, nobody knows why the rows are in this order.
    columns = columns.map { $0.key == sortKey?.column.key ? $0.omitted(.never) : $0 }
    return LiveTable(
      columns: columns,
      changes: visible.map(\.change),
      problems: Set(visible.indices.filter { visible[$0].socket.isProblem }),
      selection: selection(model.list.cursor, model.list.visible),
      sortKey: sortKey, tail: model.tailColumn,
      limit: output.fitsTerminal || output.keepsColumns
        ? limit(keepsColumns: output.keepsColumns) : nil
    ) { columns in
      cells(columns, visible.count) { row, column in
        let socket = visible[row].socket
        let value = column.tableValue(socket, context)
        // Numbers that say that nothing happens must not hide those that say something.
        let isIdle = column.requires.contains(.tcpInfo) && value.isNothing
        return (
          visible[row].isVerified ? value : value.unverified,
          isIdle ? .quiet : column.style(socket)
        )
      } write: {
        writer.append($0, to: &$1)
      }
    }
  }

  /// Whether the names of states would cost addresses their ports.
  private func needsShortStates(_ model: LiveModel) -> Bool {
    columns < Self.narrowScreen || model.showsTCPInfo == true && !model.hasSecondLine
  }

  private func processes(_ model: LiveModel) -> LiveTable {
    let visible = model.processes.visible.map { model.processes.groups[$0] }
    let columns = model.processes.columns
    let writer = TextFormatter(showsFirstOwnerOnly: true, placeholder: "-")
    return LiveTable(
      columns: columns.columns, changes: visible.map { _ in nil },
      selection: selection(model.processes.cursor, model.processes.visible),
      sortKey: model.processes.order.keys.first,
      limit: limit(keepsColumns: false)
    ) { shown in
      cells(shown, visible.count) { row, column in
        (columns.value(column.key, of: visible[row]), .plain)
      } write: {
        writer.append($0, to: &$1)
      }
    }
  }

  /// Room for the mark of a change is at the beginning of each line.
  private func limit(keepsColumns: Bool) -> TableLayout.Limit {
    var limit = TableLayout.Limit(
      width: columns - LiveTable.markWidth, isStrict: true, keepsColumns: keepsColumns)
    limit.keepsAddresses = columns >= Self.narrowScreen
    if columns < Self.narrowScreen {
      limit.gap = 1
      limit.minNameWidth = 8
    }
    return limit
  }

  private func selection(_ cursor: RowCursor, _ visible: Range<Int>) -> Int? {
    visible.contains(cursor.index) ? cursor.index - visible.lowerBound : nil
  }

  private func cells(
    _ columns: [Column], _ rowCount: Int, _ value: (Int, Column) -> (Value, Style),
    write: (Value, inout [UInt8]) -> Void
  ) -> CellBuffer {
    var cells = CellBuffer(headings: columns.map(\.title.count), rowCount: rowCount)
    for row in 0..<rowCount {
      for column in columns {
        let (value, cellStyle) = value(row, column)
        cells.append(style.isColored ? cellStyle : nil) { write(value, &$0) }
      }
    }
    cells.measure()
    return cells
  }
}

extension Value {
  /// Whether it is missing or 0.
  fileprivate var isNothing: Bool {
    switch self {
    case .null, .integer(0), .rounded(0): true
    default: false
    }
  }

  /// The value of a row whose owners were not read again: no process is named that may have closed the
  /// socket since.
  fileprivate var unverified: Value {
    guard case .owners(let owners) = self, owners.isKnown else { return self }
    return owners.field.isText ? .word("(checking)") : .null
  }
}
