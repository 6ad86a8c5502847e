/// A command line that cannot be understood: one line that names the wrong word, says what is
/// allowed, and offers the nearest right one.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// - Parameters:
  ///   - problem: What is wrong, with the word in question.
  ///   - word: What was typed.
  ///   - choices: What would have been right; listed when they are few and none is near.
  init(_ problem: String, typed word: String, choices: [String]) {
    let near = SpellingSuggestion.nearest(to: word, among: choices)
    if !near.isEmpty {
      description = "\(problem): did you mean \(near.joined(separator: " or "))?"
    } else if choices.count <= 40 {
      description = "\(problem): choose from \(choices.joined(separator: ", "))"
    } else {
      description = problem
    }
  }
}
