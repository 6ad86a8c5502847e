/// The columns that a table shows, and their widths in terminal columns.
struct TableLayout {
  struct VisibleColumn: Equatable {
    /// The index of the column among those that were requested.
    let index: Int
    var width: Int
  }

  /// The width that lines should not exceed.
  struct Limit: Equatable, Sendable {
    /// In terminal columns.
    let width: Int
    /// Whether the end of a longer line is lost, as on the screen of the live view. In a listing, the
    /// terminal continues it on the next line.
    var isStrict = false
    /// Whether no column is left out and no name is shortened, because the user has chosen the columns.
    var keepsColumns = false
    /// Whether numbers of TCP connections are left out rather than that most addresses are cut.
    var keepsAddresses = false
    /// The number of spaces between two columns.
    var gap = TableLayout.gap
    /// The width below which names are not shortened.
    var minNameWidth = TableLayout.minNameWidth
  }

  /// The usual number of spaces between two columns.
  static let gap = 2
  /// The usual width below which names are not shortened.
  static let minNameWidth = 12
  /// The width below which addresses are cut only if nothing else helps.
  private static let minStrictWidth = 8

  /// The columns that are shown, from left to right.
  private(set) var columns: [VisibleColumn]
  private let all: [Column]
  private let widths: CellWidths
  /// The number of spaces between two columns.
  let gap: Int
  private let minNameWidth: Int

  /// Shows every column with its full width if there is no limit. Otherwise chooses columns and widths so
  /// that most rows fit, see ``fit(_:)``.
  init(_ all: [Column], _ widths: CellWidths, fitting limit: Limit? = nil) {
    self.all = all
    self.widths = widths
    gap = limit?.gap ?? Self.gap
    minNameWidth = limit?.minNameWidth ?? Self.minNameWidth
    columns = widths.widest.enumerated().map { VisibleColumn(index: $0.offset, width: $0.element) }
    if let limit { fit(limit) }
  }

  /// The columns that are left out.
  var omitted: [Column] {
    all.indices.filter { index in !columns.contains { $0.index == index } }.map { all[$0] }
  }

  /// Leaves out columns, in the order of ``Column/omission``, until all rows fit except a few outliers: one
  /// row with a long address must not cost all other rows a column. Then makes columns of names and
  /// addresses narrower. A wider name is shortened; a wider address makes its row longer, or is cut on the screen
  /// of the live view, where every cell is below its heading.
  private mutating func fit(_ limit: Limit) {
    if limit.keepsColumns {
      fitChosen(limit)
      return
    }
    func isGood(_ fitted: Fitted, without minor: Int? = nil) -> Bool {
      // On the screen of the live view, a long address is cut, and some columns say less than its end.
      let cutsAddress = limit.isStrict && fitted.longAddresses > 0
      if let minor, cutsAddress, all[minor].omission.isMinor { return false }
      return fitted.isWithinLimit && max(fitted.longNames, fitted.longAddresses) <= allowedOutliers
    }
    var fitted = narrowed(to: limit, .fewestOutliers)
    for index in omissions(isStrict: false) where !isGood(fitted, without: index) {
      columns.removeAll { $0.index == index }
      fitted = narrowed(to: limit, .fewestOutliers)
    }
    if limit.isStrict {
      var removed: [VisibleColumn] = []
      for index in omissions(isStrict: true)
      where !fitted.isWithinLimit
        || limit.keepsAddresses && all[index].omission.isOfTCPInfo
          && fitted.longAddresses * 2 > widths.rowCount
      {
        removed += columns.filter { $0.index == index }
        columns.removeAll { $0.index == index }
        fitted = narrowed(to: limit, .fewestOutliers)
      }
      // The last column that went may have made room for one before it.
      for column in removed.reversed() {
        let place = columns.firstIndex { $0.index > column.index } ?? columns.count
        columns.insert(column, at: place)
        let whole = narrowed(to: limit, .fewestOutliers)
        if whole.isWithinLimit, whole.longAddresses <= fitted.longAddresses {
          fitted = whole
        } else {
          columns.remove(at: place)
        }
      }
    }
    if !isGood(fitted) {
      // Names stay whole if most rows fit and shortening them does not help the others.
      fitted = narrowed(to: limit, .namesFirst)
      let unshortened = narrowed(to: limit, .addresses)
      if unshortened.isWithinLimit, unshortened.longAddresses <= fitted.longAddresses,
        unshortened.longAddresses * 2 < widths.rowCount
      {
        fitted = unshortened
      }
    }
    columns = fitted.columns
    if limit.isStrict { squeeze(to: limit.width) }
  }

  /// The number of rows that may be wider than the others without making all of them wider.
  private var allowedOutliers: Int { widths.rowCount < 2 ? 0 : max(widths.rowCount / 10, 1) }

  /// Makes only columns of addresses narrower: until most rows fit, or else for a few outliers, which do not
  /// make all other rows longer.
  private mutating func fitChosen(_ limit: Limit) {
    var limit = limit
    limit.isStrict = false
    var fitted = narrowed(to: limit, .addresses)
    if !fitted.isWithinLimit || fitted.longAddresses * 2 >= widths.rowCount {
      fitted = narrowed(to: limit, .addresses, maxOutliers: allowedOutliers)
    }
    columns = fitted.columns
  }

  /// The columns that may be left out, in that order.
  ///
  /// - Parameter isStrict: Whether these include columns without which a line may be too long for the screen.
  private func omissions(isStrict: Bool) -> [Int] {
    let places = columns.compactMap { column -> (index: Int, place: Int)? in
      switch all[column.index].omission {
      case .never: nil
      case .first(let place): (column.index, place)
      case .withoutPeers(let place):
        isStrict || !hasPeers(column.index) ? (column.index, place) : nil
      case .last(let place): isStrict ? (column.index, place) : nil
      }
    }
    // Of several in the same place, the one to the right goes first.
    return places.sorted { ($0.place, $1.index) < ($1.place, $0.index) }.map(\.index)
  }

  /// Whether a cell of the column is wider than `*:*`.
  private func hasPeers(_ index: Int) -> Bool { widths.count(ofCellsWiderThan: 3, in: index) > 0 }

  private struct Fitted {
    var columns: [VisibleColumn]
    var isWithinLimit = true
    /// The maximum number of cells of a column of names, or of addresses, that are wider than the column.
    var longNames = 0
    var longAddresses = 0
  }

  /// Which columns become narrower.
  private enum Preference {
    case fewestOutliers
    case namesFirst
    case addresses
  }

  /// Makes columns narrower until a line fits: in each step the one in which fewest cells are then too wide,
  /// and of several the widest.
  ///
  /// - Parameter maxOutliers: The maximum number of cells of a column that may then be too wide.
  private func narrowed(
    to limit: Limit, _ preference: Preference, maxOutliers: Int = .max
  ) -> Fitted {
    var fitted = Fitted(columns: columns)
    var excess = lineWidth - limit.width
    while excess > 0 {
      var best: (place: Int, outliers: Int, width: Int)?
      let candidates = candidates(fitted.columns, preference)
      for place in candidates {
        let column = fitted.columns[place]
        let outliers = widths.count(ofCellsWiderThan: column.width - 1, in: column.index)
        if outliers > maxOutliers { continue }
        if let best, (best.outliers, -best.width) <= (outliers, -column.width) { continue }
        best = (place, outliers, column.width)
      }
      guard let best else {
        fitted.isWithinLimit = false
        break
      }
      // Wider cells are not counted one by one, so that one very wide cell takes one step.
      let step = max(min(excess, best.width - CellWidths.maxCounted), 1)
      fitted.columns[best.place].width -= step
      excess -= step
    }
    // On a screen, the beginning of a long address is better than spaces.
    if !limit.isStrict {
      for place in fitted.columns.indices { trim(&fitted.columns[place]) }
      widenNames(&fitted.columns, to: limit.width)
    }
    countOutliers(&fitted)
    return fitted
  }

  /// Gives the room that is left to columns of names.
  private func widenNames(_ columns: inout [VisibleColumn], to limit: Int) {
    var room = limit - lineWidth(columns)
    for place in columns.indices where room > 0 && all[columns[place].index].isShortenable {
      let step = min(room, max(widths.widest[columns[place].index] - columns[place].width, 0))
      columns[place].width += step
      room -= step
    }
  }

  /// Counts the cells that are wider than their column.
  private func countOutliers(_ fitted: inout Fitted) {
    for column in fitted.columns
    where all[column.index].isShortenable || all[column.index].mayOverflow {
      let count = widths.count(ofCellsWiderThan: column.width, in: column.index)
      if all[column.index].isShortenable {
        fitted.longNames = max(fitted.longNames, count)
      } else {
        fitted.longAddresses = max(fitted.longAddresses, count)
      }
    }
  }

  /// The places of the columns that can become narrower.
  private func candidates(_ columns: [VisibleColumn], _ preference: Preference) -> [Int] {
    let places = columns.indices.filter { columns[$0].width > minWidth(columns[$0]) }
    if preference == .fewestOutliers { return places }
    let names = places.filter { all[columns[$0].index].isShortenable }
    if preference == .namesFirst, !names.isEmpty { return names }
    return places.filter { !all[columns[$0].index].isShortenable }
  }

  /// Makes a column of addresses that some cells exceed only as wide as the widest of the others.
  private func trim(_ column: inout VisibleColumn) {
    guard all[column.index].mayOverflow else { return }
    let outliers = widths.count(ofCellsWiderThan: column.width, in: column.index)
    while outliers > 0, column.width > minWidth(column),
      widths.count(ofCellsWiderThan: column.width - 1, in: column.index) == outliers
    {
      column.width -= 1
    }
  }

  /// The width down to which a column can be made narrower.
  private func minWidth(_ column: VisibleColumn) -> Int {
    let heading = all[column.index].title.count
    if all[column.index].isShortenable { return max(heading, minNameWidth) }
    return all[column.index].mayOverflow ? heading : column.width
  }

  /// Makes columns of addresses as narrow as a very small screen requires.
  private mutating func squeeze(to limit: Int) {
    for narrowest in [Self.minStrictWidth, 1] {
      for place in columns.indices.reversed()
      where lineWidth > limit && all[columns[place].index].mayOverflow {
        let width = columns[place].width
        columns[place].width = min(width, max(narrowest, width - (lineWidth - limit)))
      }
    }
  }

  /// The width of a line in which every cell fits its column.
  var lineWidth: Int { lineWidth(columns) }

  private func lineWidth(_ columns: [VisibleColumn]) -> Int {
    columns.reduce(0) { $0 + $1.width } + max(columns.count - 1, 0) * gap
  }
}
