/// Finds the words that are most similar to a misspelled one.
enum SpellingSuggestion {
  /// The choices that take the fewest edits to become `word`, at most three; none if all take more edits than
  /// a third of its length, or than two.
  ///
  /// An edit inserts, deletes or replaces a letter, or swaps two neighbors.
  static func nearest(to word: String, among choices: [String]) -> [String] {
    let typed = Array(word.lowercased().utf8)
    guard typed.count <= 64 else { return [] }
    var fewest = min(max(typed.count / 3, 1), 2)
    var nearest: [String] = []
    for choice in choices {
      let correct = Array(choice.utf8)
      guard abs(correct.count - typed.count) <= fewest else { continue }
      guard !isAnotherWord(typed, correct), let edits = edits(typed, correct, atMost: fewest)
      else { continue }
      if edits < fewest { nearest = [] }
      fewest = edits
      nearest.append(choice)
    }
    return Array(nearest.prefix(3))
  }

  /// Whether words of equal length differ in the first letter or, if they are short, in any one: `batch` is not
  /// `watch`, and `pod` is not `pid`. Swapped letters are mistakes.
  private static func isAnotherWord(_ typed: [UInt8], _ correct: [UInt8]) -> Bool {
    guard typed.count == correct.count, typed != correct, let first = typed.first else {
      return false
    }
    if typed.sorted() == correct.sorted() { return false }
    return first != correct[0] || typed.count <= 4
  }

  /// The number of edits between two words (the optimal string alignment distance); nil if it exceeds
  /// `limit`.
  private static func edits(_ typed: [UInt8], _ correct: [UInt8], atMost limit: Int) -> Int? {
    var rowBeforeLast: [Int] = []
    var lastRow = Array(0...correct.count)
    for i in 0..<typed.count {
      var row = [i + 1]
      for j in 0..<correct.count {
        let isSame = typed[i] == correct[j]
        var best = min(lastRow[j + 1] + 1, row[j] + 1, lastRow[j] + (isSame ? 0 : 1))
        if i > 0, j > 0, typed[i] == correct[j - 1], typed[i - 1] == correct[j] {
          best = min(best, rowBeforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      rowBeforeLast = lastRow
      lastRow = row
      // All later rows are computed from these two, and no number in them is lower.
      if rowBeforeLast.allSatisfy({ $0 > limit }), lastRow.allSatisfy({ $0 > limit }) {
        return nil
      }
    }
    return lastRow[correct.count] <= limit ? lastRow[correct.count] : nil
  }
}
