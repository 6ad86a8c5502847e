import SocketInspector

/// Renders the lines of the live view.
struct ScreenRenderer {
  /// The size of the terminal.
  var columns: Int
  var rows: Int
  let isColored: Bool
  private let palette: Palette

  init(columns: Int, rows: Int, isColored: Bool, _ palette: Palette = .basic) {
    self.palette = palette
    self.columns = columns
    self.rows = rows
    self.isColored = isColored
  }

  /// The number of lines for rows, or for another page: all except the totals, the heading and the status
  /// line.
  var pageSize: Int { max(rows - 3, 1) }

  /// The lines of the whole screen.
  ///
  /// - Parameter page: The result of ``page(_:)``.
  func lines(_ model: LiveModel, page: [String]) -> [[UInt8]] {
    var lines = [totals(model)]
    var omitted: [Column] = []
    switch model.page {
    case .list:
      let (cells, formatter) = table(model)
      lines += list(model, cells, formatter)
      omitted = formatter.omitted
    case .help, .details: lines += [[]] + page.dropFirst(model.top).prefix(pageSize).map(fitted)
    }
    while lines.count < rows - 1 { lines.append([]) }
    return lines.prefix(max(rows - 1, 0)) + [status(model, omitted)]
  }

  /// All lines of the help or details page, which may be more than fit on the screen; none for the list.
  func page(_ model: LiveModel) -> [String] {
    let text: [String]
    switch model.page {
    case .list: text = []
    case .help: text = (notes(model).map { $0 + [""] } ?? []) + omission(model) + help
    case .details: text = details(model) + (notes(model).map { [""] + $0 } ?? [])
    }
    return text.flatMap(wrapped)
  }

  private func totals(_ model: LiveModel) -> [UInt8] {
    let counts = model.totals.map { "\($0.label) \($0.count)" }.joined(separator: "  ")
    let pace = model.isPaused ? "PAUSED" : "every \(Self.text(model.interval)) s"
    let filter = model.settings.filterText
    let filters = filter.isEmpty ? [] : ["filter: \(Self.escaped(filter))"]
    return fitted(([pace] + filters + [counts]).joined(separator: "  "))
  }

  /// The status line, which is the last one. Notes that do not fit are replaced by their number, so that
  /// hidden data is never silent. So are the names of omitted columns.
  private func status(_ model: LiveModel, _ omitted: [Column]) -> [UInt8] {
    let notes = model.notesOnRows.map { Self.escaped($0.brief) }
    let omissions = Self.omissions(omitted)
    for shown in stride(from: notes.count, through: 0, by: -1) {
      let rest = notes.count - shown
      let count = rest == 0 ? [] : [Self.issues(rest, isMore: shown > 0)]
      for omission in omissions {
        let line = status(model, notes: notes.prefix(shown) + count + omission)
        if Self.width(of: line) <= columns { return Array(line.utf8) }
      }
    }
    // On a very small screen, the issues and the filter matter more; the help page names the columns.
    let count = notes.isEmpty ? [] : [Self.issues(notes.count)]
    return clipped(Array(status(model, first: count).utf8))
  }

  /// Texts for the status line that say which columns are omitted, from the longest.
  private static func omissions(_ omitted: [Column]) -> [[String]] {
    if omitted.isEmpty { return [[]] }
    let count = omitted.count == 1 ? "1 column" : "\(omitted.count) columns"
    return [["no room for \(titles(omitted))"], ["no room for \(count)"]]
  }

  private static func titles(_ columns: [Column]) -> String {
    columns.map(\.title).joined(separator: ", ")
  }

  private static func issues(_ count: Int, isMore: Bool = false) -> String {
    "\(count)\(isMore ? " more" : "") \(count == 1 ? "issue" : "issues")"
  }

  private func status(
    _ model: LiveModel, first: [String] = [], notes: [String] = []
  ) -> String {
    var parts = ["? help  q quit"] + first
    if model.isTyping {
      parts.append("/\(Self.escaped(model.filter.text))_")
    } else if !model.filter.text.isEmpty {
      parts.append("/\(Self.escaped(model.filter.text))")
    }
    if let error = model.filter.error { parts.append(Self.escaped(error)) }
    parts += notes
    if let key = model.sortKeys.first {
      parts.append("sort \(key.column.key)\(key.isDescending ? ":desc" : "")")
    }
    if !model.hidden.isEmpty {
      parts.append("hidden: " + model.hidden.map(\.name).sorted().joined(separator: " "))
    }
    return parts.joined(separator: "  ")
  }

  /// The cells of the visible rows, and how they are laid out.
  private func table(_ model: LiveModel) -> (cells: CellBuffer, formatter: RowFormatter) {
    let fitsTerminal = model.settings.output.fitsTerminal
    let context = RenderContext(
      model.settings.names { model.rows[model.visible].compactMap(\.socket.userID) })
    var cells = CellBuffer(
      headings: model.columns.map(\.title.utf8.count), rowCount: model.visible.count)
    let writer = TextFormatter(showsFirstOwnerOnly: fitsTerminal, placeholder: "-")
    for row in model.rows[model.visible] {
      for column in model.columns {
        let value = column.tableValue(row.socket, context)
        let style = isColored && row.change == nil ? column.style(row.socket) : Style.plain
        cells.append(style) { writer.append(value, to: &$0) }
      }
    }
    cells.measure()
    // The widths follow the rows on the screen. Two columns are for the mark of a change.
    var limit: TableLayout.Limit?
    let keepsColumns = model.settings.output.keepsColumns
    if fitsTerminal || keepsColumns {
      limit = TableLayout.Limit(width: columns - 2, isStrict: true, keepsColumns: keepsColumns)
    }
    return (cells, RowFormatter(model.columns, cells.widths, fitting: limit, palette))
  }

  private func list(
    _ model: LiveModel, _ cells: CellBuffer, _ rowFormatter: RowFormatter
  ) -> [[UInt8]] {
    var heading = Array("  ".utf8)
    rowFormatter.appendHeading(to: &heading)
    var lines = [clipped(heading)]
    if let reason = model.emptyReason {
      lines.append(clipped(Array("  \(Self.escaped(reason))".utf8)))
    }
    for (index, row) in model.rows[model.visible].enumerated() {
      let isSelected = model.visible.lowerBound + index == model.cursor
      var text: [UInt8] = []
      if isSelected { text.append(contentsOf: "\u{1b}[7m".utf8) }
      if isColored, let change = row.change {
        text.append(contentsOf: palette.start(Style(of: change)).utf8)
      }
      text.append(contentsOf: "\(row.change?.mark ?? " ") ".utf8)
      rowFormatter.append(cells, rows: index..<index + 1, isStyled: !isSelected, to: &text)
      lines.append(clipped(text))
    }
    return lines
  }

  /// Cuts a line at the edge of the screen. `>` marks the cut, because the beginning of an address is a
  /// different address.
  private func clipped(_ line: [UInt8]) -> [UInt8] {
    var width = 0
    Self.forEachCharacter(of: line) { more, _ in width += more ?? 0 }
    if width <= columns { return line }
    var clipped: [UInt8] = []
    var taken = 0
    var isCut = false
    Self.forEachCharacter(of: line) { width, bytes in
      taken += width ?? 0
      if width == nil || taken < columns {
        clipped.append(contentsOf: bytes)
      } else if !isCut {
        clipped.append(UInt8(ascii: ">"))
        isCut = true
      }
    }
    return clipped
  }

  /// Calls `body` with the width and bytes of each character of a line; the width is nil within a sequence
  /// that sets a color.
  private static func forEachCharacter(
    of line: [UInt8], _ body: (Int?, ArraySlice<UInt8>) -> Void
  ) {
    var isSequence = false
    Escaping.forEachScalar(of: line) { scalar, bytes in
      if scalar == "\u{1b}" { isSequence = true }
      body(isSequence ? nil : scalar.map(CharacterWidth.of) ?? 1, bytes)
      if scalar == "m" { isSequence = false }
    }
  }

  /// The lines with all notes; nil if there are none.
  private func notes(_ model: LiveModel) -> [String]? {
    let notes = model.notesOnRows.map { "  \(Self.escaped($0.text))" }
    return notes.isEmpty ? nil : ["  What could not be seen:"] + notes
  }

  /// The lines of the help page that name the columns that the list omits.
  private func omission(_ model: LiveModel) -> [String] {
    var list = model
    _ = list.press(.escape)
    let omitted = table(list).formatter.omitted
    if omitted.isEmpty { return [] }
    return [
      "  Not enough room for \(Self.titles(omitted)): make the window wider, or choose columns "
        + "with --columns.", "",
    ]
  }

  private var help: [String] {
    KeyHelp.all.map { entry in
      "  " + entry.keys + String(repeating: " ", count: max(16 - entry.keys.count, 1))
        + entry.meaning
    } + ["", "  + new   ~ changed   - closed"]
  }

  private func details(_ model: LiveModel) -> [String] {
    guard let socket = model.selected?.socket else { return ["the socket is gone"] }
    return DetailsPage(socket, isNumeric: model.settings.output.isNumeric).lines
  }

  /// Breaks a line that is wider than the screen: between words, or within a word that is too long.
  private func wrapped(_ line: String) -> [String] {
    let indent = String(line.prefix { $0 == " " })
    var lines: [String] = []
    var last = indent
    for word in line.dropFirst(indent.count).split(separator: " ", omittingEmptySubsequences: false)
    {
      let isFirst = last.allSatisfy { $0 == " " }
      if !isFirst, Self.width(of: last) + 1 + Self.width(of: String(word)) > columns {
        lines.append(last)
        last = indent + "  " + word
      } else {
        last += (isFirst ? "" : " ") + word
      }
      while Self.width(of: last) > columns, case let head = fitting(last), !head.isEmpty {
        lines.append(head)
        last = String(last.dropFirst(head.count))
      }
    }
    return lines + [last]
  }

  private static func width(of text: String) -> Int { CellBuffer.width(of: Array(text.utf8)[...]) }

  /// The longest prefix of a text that fits on a line.
  private func fitting(_ text: String) -> String {
    var taken = 0
    return String(
      text.prefix { character in
        taken += Self.width(of: String(character))
        return taken <= columns
      })
  }

  /// A line, cut at the edge of the screen without a mark.
  ///
  /// - Parameter text: The program's own words, or text that is already escaped.
  private func fitted(_ text: String) -> [UInt8] { Array(fitting(text).utf8) }

  /// Escapes text that was typed.
  private static func escaped(_ text: String) -> String {
    var safe: [UInt8] = []
    Escaping.appendText(Array(text.utf8), to: &safe)
    return String(decoding: safe, as: UTF8.self)
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
