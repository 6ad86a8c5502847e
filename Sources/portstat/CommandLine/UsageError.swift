import SocketInspector

/// An invalid command line. The message is one line that names the wrong word, says what is expected, and
/// suggests a similar valid word.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Names similar services if a port is invalid.
  init(_ error: FilterTextError) {
    guard error.problem == .port else {
      self.init(error.description)
      return
    }
    let near = SpellingSuggestion.nearest(to: error.text, among: ServiceTable.names)
    self.init(
      near.isEmpty
        ? error.description
        : "invalid port '\(error.text)': did you mean \(near.joined(separator: " or "))?")
  }

  /// - Parameters:
  ///   - problem: What is wrong, including the word that was typed.
  ///   - word: The word that was typed.
  ///   - choices: The valid words. If none is similar, all are listed, unless there are more than 64.
  init(_ problem: String, typed word: String, choices: [String]) {
    let near = SpellingSuggestion.nearest(to: word, among: choices)
    if !near.isEmpty {
      description = "\(problem): did you mean \(near.joined(separator: " or "))?"
    } else if choices.count <= 64 {
      description = "\(problem): choose from \(choices.joined(separator: ", "))"
    } else {
      description = problem
    }
  }
}
