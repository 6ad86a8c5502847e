/// Finds the words that are most similar to a misspelled one.
enum SpellingSuggestion {
  /// The choices that take the fewest edits to become `word`, at most three; none if all take more edits than
  /// a third of its length.
  ///
  /// An edit inserts, deletes or replaces a letter, or swaps two neighbors.
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

  /// The number of edits between two words (the optimal string alignment distance); nil if it exceeds
  /// `limit`.
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
      // All later rows are computed from these two, and no number in them is lower.
      if !before.contains(where: { $0 <= limit }), !last.contains(where: { $0 <= limit }) {
        return nil
      }
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
