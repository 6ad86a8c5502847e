/// Finds the words that are nearest to a misspelled one.
enum SpellingSuggestion {
  /// The choices with the fewest slips from `word`, three at most; none when all are too far.
  ///
  /// A slip is a letter too many, too few or wrong, or two exchanged.
  static func nearest(to word: String, among choices: [String]) -> [String] {
    let typed = Array(word.lowercased().utf8)
    guard typed.count <= 64 else { return [] }
    var least = max(typed.count / 3, 1)
    var nearest: [String] = []
    for choice in choices {
      let right = Array(choice.utf8)
      guard abs(right.count - typed.count) <= least else { continue }
      guard let edits = edits(typed, right, atMost: least) else { continue }
      if edits < least { nearest = [] }
      least = edits
      nearest.append(choice)
    }
    return Array(nearest.prefix(3))
  }

  /// The optimal string alignment distance; nil where it is above `limit`.
  private static func edits(_ typed: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<typed.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let isSame = typed[i] == right[j]
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (isSame ? 0 : 1))
        if i > 0, j > 0, typed[i] == right[j - 1], typed[i - 1] == right[j] {
          best = min(best, before[j - 1] + 1)
        }
        row.append(best)
      }
      before = last
      last = row
      // What follows is made from these two rows, and never less.
      if !before.contains(where: { $0 <= limit }), !last.contains(where: { $0 <= limit }) {
        return nil
      }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
