import SocketInspector

/// The last line of the screen: what keys do, the filter that was typed, what could not be seen, and the place
/// of the selected row. A message that is too long for it has lines above it.
struct StatusLine {
  private let model: LiveModel
  private let columns: Int
  /// The columns that do not fit.
  private let omitted: [Column]

  init(_ model: LiveModel, columns: Int, omitted: [Column]) {
    self.model = model
    self.columns = columns
    self.omitted = omitted
  }

  /// Notes that do not fit are replaced by their number, so that hidden data is never silent. So are the names
  /// of omitted columns. Keys come last, where there is room for them.
  var text: [UInt8] {
    let start = self.start + (messageLines.isEmpty ? message : [])
    let notes = briefNotes
    for needsPosition in [true, false] {
      for shown in stride(from: notes.count, through: 0, by: -1) {
        let rest = notes.count - shown
        let isEnd = shown == 0 || rest == 0
        let count = rest == 0 ? [] : [Self.issues(rest, isMore: shown > 0)]
        // The names of columns give way to keys, not only to what could not be seen, and their number to the
        // place of the row.
        for (omission, needsHints) in omissions + (isEnd ? [([], false)] : []) {
          let end = Array(notes.prefix(shown) + count + omission)
          guard let (line, hasAllHints) = line(start, end, needsPosition: needsPosition) else {
            continue
          }
          if hasAllHints || !needsHints { return Array(line.utf8) }
        }
      }
    }
    // On a very small screen, the issues and the filter matter more; the help page names the columns.
    let count = notes.isEmpty ? [] : [Self.issues(notes.count)]
    let parts = start.prefix(1) + count + start.dropFirst()
    return ScreenText.clipped(Array(parts.joined(separator: "  ").utf8), to: columns)
  }

  private var briefNotes: [String] { model.notesOnRows.map { ScreenText.escaped($0.brief) } }

  /// What became of the last key: the outcome of a signal, or why the typed filter is invalid.
  private var message: [String] {
    let text = model.message ?? model.list.filter.error
    return text.map { [ScreenText.escaped($0)] } ?? []
  }

  /// The message, if the last line has no room for it, in at most a third of the screen.
  var messageLines: [String] {
    guard let text = message.first,
      ScreenText.width(of: (start + message).joined(separator: "  ")) > columns
    else { return [] }
    let lines = ScreenText.wrapped(text, to: columns)
    let limit = max(model.size.rows / 3, 1)
    if lines.count <= limit { return lines }
    return lines.prefix(limit - 1)
      + [ScreenText.shortened(lines[(limit - 1)...].joined(separator: " "), to: columns)]
  }

  /// The line, with hints on keys between its start and its end as far as there is room; nil if it is too
  /// wide.
  private func line(
    _ start: [String], _ end: [String], needsPosition: Bool
  ) -> (String, hasAllHints: Bool)? {
    func width(_ parts: [String]) -> Int {
      ScreenText.width(of: parts.joined(separator: "  "))
    }
    var end = end
    var right = position.map { [$0] } ?? []
    if width(start + end + right) > columns {
      if needsPosition { return nil }
      right = []
    }
    if width(start + end) > columns { return nil }
    // Nothing is missing in the list: the place of the row matters more.
    if !model.isTyping, let remark = model.figures.remark,
      width(start + [remark.brief] + end + right) <= columns
    {
      end.insert(remark.brief, at: 0)
    }
    var hints: [String] = []
    for hint in model.hints {
      if width(start + hints + [hint] + end + right) > columns { break }
      hints.append(hint)
    }
    let left = (start + hints + end).joined(separator: "  ")
    let hasAllHints = hints.count == model.hints.count
    guard let last = right.first else { return (left, hasAllHints) }
    let gap = columns - ScreenText.width(of: left) - ScreenText.width(of: last)
    return (left + String(repeating: " ", count: gap) + last, hasAllHints)
  }

  /// What keys do, or what is being typed, and after it what excludes rows.
  private var start: [String] {
    if model.isTyping { return [typedText] + filter }
    if model.page == .signal, let prompt = model.prompt { return [prompt.keys] }
    let back = model.hasWayBack ? "  Esc back" : ""
    return ["? help  q \(model.isList ? "quit" : "back")\(back)"] + filter
  }

  /// The text with a cursor; of one that is too long, the end.
  private var typedText: String {
    let text = ScreenText.escaped(model.list.filter.text)
    let count = briefNotes.count
    let reserved = count == 0 ? 0 : 2 + ScreenText.width(of: Self.issues(count))
    let room = columns - 2 - reserved
    if ScreenText.width(of: text) <= room { return "/\(text)_" }
    return "/..\(ScreenText.suffix(of: text, max(room - 2, 1)))_"
  }

  /// What was chosen with keys and excludes rows; and that text cannot be selected.
  private var filter: [String] {
    var parts: [String] = []
    let text = model.list.filter.text
    if !model.isTyping, !text.isEmpty { parts.append("/\(ScreenText.escaped(text))") }
    if model.page == .list, let group = model.list.group {
      parts.append("\(group.grouping.rawValue) \(ScreenText.escaped(group.text))")
    }
    if model.page == .list, model.list.order.isReversed { parts.append("reverse order") }
    if model.isMouseOn { parts.append("mouse on") }
    if !model.list.hidden.isEmpty {
      parts.append("hidden: " + model.list.hidden.map(\.name).sorted().joined(separator: " "))
    }
    return parts
  }

  /// `12/2100`: the place of the selected row, and the number of rows.
  private var position: String? {
    if !model.isList, model.linesBelow > 0 { return "\(model.linesBelow) more below" }
    if model.page == .details, model.selectedIndex == nil { return nil }
    let (index, count) =
      model.page == .processes
      ? (model.processes.cursor.index, model.processes.count)
      : (model.selectedIndex ?? 0, model.list.count)
    return count == 0 || model.page == .help || model.page == .signal
      ? nil : "\(index + 1)/\(count)"
  }

  /// Texts that say which columns are omitted, from the longest.
  private var omissions: [(texts: [String], needsHints: Bool)] {
    if omitted.isEmpty { return [([], false)] }
    let count = omitted.count.counted("column")
    let titles = omitted.map(\.title).joined(separator: ", ")
    return [(["no room for \(titles)"], true), (["\(count) hidden"], false)]
  }

  private static func issues(_ count: Int, isMore: Bool = false) -> String {
    "\(count)\(isMore ? " more" : "") \(count == 1 ? "issue" : "issues")"
  }
}
