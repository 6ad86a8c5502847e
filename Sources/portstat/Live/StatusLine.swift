import SocketInspector

/// The last line of the screen: what keys do, the filter that was typed, what could not be seen, and the place
/// of the selected row.
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
    let start = [Self.keys(model)] + filter + message
    let notes = model.notesOnRows.map { ScreenText.escaped($0.brief) }
    for shown in stride(from: notes.count, through: 0, by: -1) {
      let rest = notes.count - shown
      let count = rest == 0 ? [] : [Self.issues(rest, isMore: shown > 0)]
      // The names of columns give way to keys, not only to what could not be seen.
      for (omission, needsHints) in omissions {
        let end = notes.prefix(shown) + count + omission
        guard let (line, hasAllHints) = line(start, Array(end)) else { continue }
        if hasAllHints || !needsHints { return Array(line.utf8) }
      }
    }
    // On a very small screen, the issues and the filter matter more; the help page names the columns.
    let count = notes.isEmpty ? [] : [Self.issues(notes.count)]
    let parts = [Self.keys(model)] + count + filter + message
    return ScreenText.clipped(Array(parts.joined(separator: "  ").utf8), to: columns)
  }

  /// The line, with hints on keys between its start and its end as far as there is room; nil if it is too
  /// wide.
  private func line(_ start: [String], _ end: [String]) -> (String, hasAllHints: Bool)? {
    func width(_ parts: [String]) -> Int {
      ScreenText.width(of: parts.joined(separator: "  "))
    }
    var right = position.map { [$0] } ?? []
    if width(start + end + right) > columns { right = [] }
    if width(start + end) > columns { return nil }
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

  private static func keys(_ model: LiveModel) -> String {
    "? help  q \(model.isList ? "quit" : "back")"
  }

  private var message: [String] { model.message.map { [ScreenText.escaped($0)] } ?? [] }

  /// What was typed, or chosen with keys, and excludes rows; and that text cannot be selected.
  private var filter: [String] {
    var parts: [String] = []
    let filter = model.list.filter
    let text = ScreenText.escaped(filter.text)
    if model.isTyping {
      parts.append("/\(text)_")
    } else if !filter.text.isEmpty {
      parts.append("/\(text)")
    }
    if let error = filter.error { parts.append(ScreenText.escaped(error)) }
    if model.page == .list, let process = model.list.process {
      parts.append("process \(ScreenText.escaped(process.name))")
    }
    if model.isMouseOn { parts.append("mouse on") }
    if !model.list.hidden.isEmpty {
      parts.append("hidden: " + model.list.hidden.map(\.name).sorted().joined(separator: " "))
    }
    return parts
  }

  /// `12/2100`: the place of the selected row, and the number of rows.
  private var position: String? {
    if !model.isList, model.linesBelow > 0 { return "\(model.linesBelow) more below" }
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
