/// The help page of the live view: what could not be seen, and what keys do.
struct HelpPage {
  let notes: [Note]
  /// The columns that the list omits.
  let omitted: [Column]
  /// A note on numbers, although nothing is missing; nil if there is none.
  var remark: Note?

  /// The lines. They may be wider than the screen.
  var lines: [String] {
    Self.lines(notes, after: false)
      + KeyTable.all.map { "  " + ScreenText.padded($0.keys, to: 17) + $0.meaning }
      + remarkLines + ["", Self.problems, "  + new   ~ changed   - closed"] + omission
  }

  private static let problems =
    "  ! problem: not accepted, queue full, CLOSE_WAIT, SYN_SENT, retransmitting"

  private var remarkLines: [String] {
    remark.map { ["", "  Note: \(ScreenText.escaped($0.text))"] } ?? []
  }

  private var omission: [String] {
    if omitted.isEmpty { return [] }
    let titles = omitted.map(\.title).joined(separator: ", ")
    return [
      "",
      "  Not enough room for \(titles): make the window wider, scroll with the right arrow key, or "
        + "choose columns with --columns.",
    ]
  }

  /// The lines with all notes; none if there are none.
  ///
  /// - Parameter isLast: Whether an empty line comes before them, instead of after them.
  static func lines(_ notes: [Note], after isLast: Bool) -> [String] {
    let lines = notes.map { "  \(ScreenText.escaped($0.text))" }
    if lines.isEmpty { return [] }
    return (isLast ? [""] : []) + ["  What could not be seen:"] + lines + (isLast ? [] : [""])
  }
}
