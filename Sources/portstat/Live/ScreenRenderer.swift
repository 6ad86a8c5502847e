import SocketInspector

/// Makes the lines of the live view.
struct ScreenRenderer {
  let columns: Int
  let rows: Int
  let isColored: Bool

  /// How many lines the list and the other pages have: all but totals, headings and the last line.
  var pageSize: Int { max(rows - 3, 1) }

  /// The whole screen.
  ///
  /// - Parameter widths: How wide each column was so far; columns only grow, so that rows keep their
  ///   places.
  func lines(_ model: inout LiveModel, widths: inout [Int]) -> [[UInt8]] {
    var lines = [totals(model)]
    switch model.page {
    case .list: lines += list(model, &widths)
    case .help: lines += page((notes(model) + help).flatMap(wrapped), &model)
    case .details: lines += page(details(model), &model)
    }
    while lines.count < rows - 1 { lines.append([]) }
    return lines.prefix(max(rows - 1, 0)) + [status(model)]
  }

  private func totals(_ model: LiveModel) -> [UInt8] {
    let counts = model.totals.map { "\($0.label) \($0.count)" }.joined(separator: "  ")
    let pace = model.isPaused ? "PAUSED" : "every \(Self.text(model.interval)) s"
    return fitted([pace, counts].joined(separator: "  "))
  }

  private func status(_ model: LiveModel) -> [UInt8] {
    var parts = ["? help  q quit"]
    if model.isTyping {
      parts.append("/\(Self.escaped(model.filterText))_")
    } else if !model.filterText.isEmpty {
      parts.append("/\(Self.escaped(model.filterText))")
    }
    if let error = model.filterError { parts.append(Self.escaped(error)) }
    parts += model.notesOnRows.map { Self.escaped($0.brief) }
    if let key = model.sortKeys.first {
      parts.append("sort \(key.column.key)\(key.isDescending ? ":desc" : "")")
    }
    if !model.hidden.isEmpty {
      parts.append("hidden: " + model.hidden.map(\.rawValue).sorted().joined(separator: " "))
    }
    return clipped(Array(parts.joined(separator: "  ").utf8))
  }

  private func list(_ model: LiveModel, _ widths: inout [Int]) -> [[UInt8]] {
    let context = RenderContext(model.view) {
      model.rows[model.visible].compactMap(\.socket.userID)
    }
    var cells = CellBuffer(
      columnCount: model.view.columns.count, rowCount: model.visible.count)
    let writer = TextFormatter(namesFirstOwnerOnly: model.view.fitsTerminal, placeholder: "-")
    for row in model.rows[model.visible] {
      for column in model.view.columns {
        let value = column.tableText(row.socket, context)
        let style = isColored && row.change == nil ? Style(of: column, row.socket) : Style.plain
        cells.append(style) { writer.append(value, of: row.socket, to: &$0) }
      }
    }
    cells.measure()
    let titles = model.view.columns.map(\.title.utf8.count)
    if widths.count != titles.count { widths = titles }
    widths = zip(widths, cells.columnWidths).map { max($0, $1) }
    let line = RowFormatter(
      model.view.columns, widths: widths, fitting: model.view.fitsTerminal ? columns - 2 : nil)
    var heading = Array("  ".utf8)
    line.appendHeading(to: &heading)
    var lines = [clipped(heading)]
    for (index, row) in model.rows[model.visible].enumerated() {
      let isSelected = model.visible.lowerBound + index == model.cursor
      var text: [UInt8] = []
      if isSelected { text.append(contentsOf: "\u{1b}[7m".utf8) }
      if isColored {
        text.append(contentsOf: (row.change.map(Style.init(of:)) ?? .plain).start.utf8)
      }
      text.append(contentsOf: "\(row.change?.mark ?? " ") ".utf8)
      line.append(cells, rows: index..<index + 1, isStyled: !isSelected, to: &text)
      lines.append(clipped(text))
    }
    return lines
  }

  /// A line that is too wide all the same, as far as the screen goes. A mark stands where it is cut:
  /// the beginning of an address is another address.
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

  /// Calls `body` with each character of a line and how wide it is; nil for a part of a colour.
  private static func forEachCharacter(
    of line: [UInt8], _ body: (Int?, ArraySlice<UInt8>) -> Void
  ) {
    var isColour = false
    Escaping.forEachScalar(of: line) { scalar, bytes in
      if scalar == "\u{1b}" { isColour = true }
      body(isColour ? nil : scalar.map(CharacterWidth.of) ?? 1, bytes)
      if scalar == "m" { isColour = false }
    }
  }

  /// A part of a page that may be longer than the screen.
  private func page(_ text: [String], _ model: inout LiveModel) -> [[UInt8]] {
    model.limitTop(lines: text.count)
    return [[]] + text.dropFirst(model.top).prefix(pageSize).map(fitted)
  }

  /// What could not be seen, in full: the last line may have no room for it.
  private func notes(_ model: LiveModel) -> [String] {
    let notes = model.notesOnRows.map { "  \(Self.escaped($0.text))" }
    return notes.isEmpty ? [] : ["  What could not be seen:"] + notes + [""]
  }

  private var help: [String] {
    Key.help.map { entry in
      "  " + entry.keys + String(repeating: " ", count: max(16 - entry.keys.count, 1))
        + entry.meaning
    } + ["", "  + green: new   ~ yellow: changed   - red: gone"]
  }

  /// Everything that is known of the row.
  private func details(_ model: LiveModel) -> [String] {
    guard let socket = model.selected?.socket else { return ["the socket is gone"] }
    var view = model.view
    view.chosenColumns = SocketColumns.data
    let context = RenderContext(view) {
      [socket.userID].compactMap { $0 } + socket.owners.compactMap(\.process.userID)
    }
    let writer = TextFormatter(namesFirstOwnerOnly: false, placeholder: "-")
    func text(_ value: Value) -> String {
      var text: [UInt8] = []
      writer.append(value, of: socket, to: &text)
      return String(decoding: text, as: UTF8.self)
    }
    var lines = SocketColumns.data.filter { $0.key != "processes" }.map { column in
      let padding = String(repeating: " ", count: max(18 - column.key.count, 1))
      return "  \(column.key)\(padding)\(text(column.value(socket, context)))"
    }
    if let state = socket.state { lines += ["", "  \(state.label): \(state.explanation)"] }
    if let ownership = socket.ownership {
      lines += ["", "  \(ownership.rawValue): \(ownership.explanation)"]
    }
    for owner in socket.owners {
      let process = owner.process
      lines += [
        "", "  process \(owner.pid)  \(text(process.name.map(Value.text) ?? .null))",
        "    user        \(text(context.userName(process.userID)))",
        "    executable  \(text(process.executable.map(Value.text) ?? .null))",
        "    command     \(command(of: process, text))",
        "    descriptors \(owner.fds.map(String.init).joined(separator: ", "))",
        "    started     \(process.startTime.map(Self.text) ?? "-")",
      ]
    }
    return lines.flatMap(wrapped)
  }

  /// The arguments, with an ellipsis if the command line is too long to be shown whole.
  private func command(of process: ProcessDetails, _ text: (Value) -> String) -> String {
    let arguments = (process.command ?? []).map { text(.text($0)) }
    return (arguments + (process.isCommandTruncated ? ["..."] : [])).joined(separator: " ")
  }

  /// Breaks a line where it is longer than the screen: between words, or in one that is too long.
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

  /// As much of a text as the screen is wide.
  private func fitting(_ text: String) -> String {
    var taken = 0
    return String(
      text.prefix { character in
        taken += Self.width(of: String(character))
        return taken <= columns
      })
  }

  /// A line of our own words and of what is escaped already, without what does not fit.
  private func fitted(_ text: String) -> [UInt8] { Array(fitting(text).utf8) }

  /// What was typed, harmless.
  private static func escaped(_ text: String) -> String {
    var safe: [UInt8] = []
    Escaping.appendText(Array(text.utf8), to: &safe)
    return String(decoding: safe, as: UTF8.self)
  }

  private static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }

  private static func text(_ startTime: Int64) -> String {
    var text: [UInt8] = []
    TimeText.append(Timestamp(seconds: startTime), milliseconds: false, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
