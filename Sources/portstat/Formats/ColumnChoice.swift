/// The value of `--columns`: which columns are shown, in which order.
struct ColumnChoice: Sendable {
  /// A column to add or to leave out.
  struct Edit: Sendable {
    let column: Column
    let isRemoval: Bool
  }

  private let edits: [Edit]
  /// Whether the edits change the default columns of the format, instead of naming every column.
  let changesDefault: Bool

  init(_ edits: [Edit], changesDefault: Bool) {
    self.edits = edits
    self.changesDefault = changesDefault
  }

  /// The columns that are shown. Those that are added come last, and are never left out. A default column that
  /// is added keeps its place.
  ///
  /// - Parameter defaults: The default columns of the format.
  func columns(_ defaults: [Column]) -> [Column] {
    var columns = changesDefault ? defaults : []
    for edit in edits {
      if edit.isRemoval {
        columns.removeAll { $0.key == edit.column.key }
      } else if let index = columns.firstIndex(where: { $0.key == edit.column.key }) {
        columns[index] = edit.column.required
      } else {
        columns.append(changesDefault ? edit.column.required : edit.column)
      }
    }
    return columns
  }
}
