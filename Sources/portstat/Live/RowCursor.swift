/// The selected row of a list, and the part of the list that is on the screen.
struct RowCursor {
  /// The index of the selected row.
  private(set) var index = 0
  /// The index of the first row on the screen.
  private(set) var top = 0
  /// The number of rows that fit on the screen.
  private(set) var pageSize: Int

  init(pageSize: Int = 1) { self.pageSize = pageSize }

  /// The indices of the rows on the screen.
  func visible(of count: Int) -> Range<Int> { min(top, count)..<min(top + pageSize, count) }

  mutating func resize(to lines: Int, count: Int) {
    pageSize = max(lines, 1)
    limit(to: count)
  }

  /// Selects another row and scrolls so that it is on the screen.
  mutating func move(by lines: Int, count: Int) {
    index = min(max(index + lines, 0), max(count - 1, 0))
    limit(to: count)
  }

  /// Selects a row.
  mutating func select(_ index: Int, count: Int) { move(by: index - self.index, count: count) }

  /// Follows the selected row to its new place, so that it stays on the same line of the screen. At the top
  /// of the list the list stays, so that new rows there are seen.
  ///
  /// - Parameter staysOnScreen: Whether the list stays in any case, as in one whose rows are sorted by numbers
  ///   that change. A row that leaves the screen is then not followed, and neither is it at the top.
  mutating func follow(to index: Int, count: Int, staysOnScreen: Bool = false) {
    if staysOnScreen || top == 0 {
      if visible(of: count).contains(index) { self.index = index }
    } else {
      top = max(top + index - self.index, 0)
      self.index = index
    }
    limit(to: count)
  }

  /// Scrolls, and takes the selection along if it would leave the screen.
  mutating func scroll(by lines: Int, count: Int) {
    top = min(max(top + lines, 0), max(count - pageSize, 0))
    index = min(max(index, top), max(min(top + pageSize, count) - 1, 0))
  }

  /// Limits the selection to the rows, and scrolls so that it is on the screen.
  mutating func limit(to count: Int) {
    index = min(max(index, 0), max(count - 1, 0))
    top = min(top, index, max(count - pageSize, 0))
    top = max(top, index - pageSize + 1, 0)
  }
}
