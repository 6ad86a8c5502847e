/// The last values of a number that every update measures, for a small picture.
struct History {
  /// How many values are kept.
  static let length = 60

  private var values: [Double?] = []
  /// The number of values that were added, of which ``values`` has the last.
  private var count = 0

  /// - Parameter value: nil if it is unknown.
  mutating func append(_ value: Double?) {
    values.append(value)
    if values.count > Self.length { values.removeFirst() }
    count += 1
  }

  /// The largest of the last values; nil if none is known.
  var largest: Double? { values.lazy.compactMap(\.self).max() }

  /// The values in cells from the oldest to the newest; each is the maximum of the values in it, nil if there
  /// is none. If there are fewer cells than values, each cell stands for the same updates as long as it is
  /// shown, so that the picture moves but does not flicker.
  func cells(_ width: Int) -> [Double?] {
    if width <= 0 { return [] }
    let step = (Self.length + width - 1) / width
    let length = Self.length / step
    var cells = [Double?](repeating: nil, count: length)
    let last = (count - 1) / step
    for (index, value) in values.enumerated() {
      guard let value else { continue }
      let cell = length - 1 - (last - (count - values.count + index) / step)
      guard cells.indices.contains(cell) else { continue }
      cells[cell] = max(cells[cell] ?? 0, value)
    }
    return cells
  }

  /// A character for each cell, the height of which is in proportion to the largest value.
  ///
  /// - Parameter isUTF8: Whether the terminal shows block characters.
  func picture(_ width: Int, isUTF8: Bool) -> String {
    let cells = cells(width)
    let levels = Array(isUTF8 ? "▁▂▃▄▅▆▇█" : ".:-=+*#")
    let largest = cells.reduce(0) { max($0, $1 ?? 0) }
    return String(
      cells.map { value in
        guard let value else { return " " as Character }
        guard largest > 0 else { return levels[0] }
        let level = (value / largest * Double(levels.count - 1)).rounded(.up)
        return levels[min(max(Int(level), 0), levels.count - 1)]
      })
  }
}
