import SocketInspector

/// An invalid command line. The message is one line: what was typed, what was expected, what to type instead.
struct UsageError: Error, Equatable, CustomStringConvertible {
  let description: String
  /// What to type instead, if the message offers it.
  let instead: String?
  /// The message without the name of the option that begins it; nil if none does.
  private(set) var withoutOption: String?

  init(_ description: String) {
    self.description = description
    instead = nil
  }

  /// - Parameters:
  ///   - problem: What is wrong, including the word that was typed.
  ///   - instead: What to type instead: options, selectors or another command.
  init(_ problem: String, instead: String) {
    description = "\(problem); use \(instead)"
    self.instead = instead
  }

  /// Names similar services if a port is invalid, and similar words if a word is, and explains that host names
  /// are not looked up.
  init(_ error: FilterTextError) {
    if case .word(let kind, let choices) = error.problem {
      self.init("invalid \(kind) '\(error.text)'", typed: error.text, choices: choices)
      return
    }
    let isName = error.text.first?.isLetter == true && !error.text.contains { ":/%".contains($0) }
    if error.problem == .address, isName || error.text.contains("."), !error.text.contains(":"),
      error.text.contains(where: \.isLetter)
    {
      self.init(
        "invalid address '\(error.text)': expected an address such as 10.0.0.7 "
          + "(host names are not looked up)")
      return
    }
    if error.problem == .missingPort {
      let name = error.text.lowercased()
      self.init("invalid port '\(error.text)'", instead: "--\(name) or \(name)/PORT")
      return
    }
    guard error.problem == .port else {
      self.init(error.description)
      return
    }
    let near = SpellingSuggestion.nearest(to: error.text, among: CommonServices.names)
    self.init(
      near.isEmpty
        ? error.description
        : "invalid port '\(error.text)': did you mean \(Self.list(near))?")
  }

  /// - Parameters:
  ///   - problem: What is wrong, including the word that was typed.
  ///   - word: The word that was typed.
  ///   - choices: The valid words. If none is similar, all are listed, unless there are more than 64.
  ///   - others: What is valid besides these words, such as `a number from 0 to 64`.
  init(_ problem: String, typed word: String, choices: [String], others: [String] = []) {
    let near = SpellingSuggestion.nearest(to: word, among: choices)
    if !near.isEmpty {
      self.init("\(problem): did you mean \(Self.list(near))?")
    } else if choices.count <= 64 {
      self.init("\(problem): expected \(Self.list(choices + others))")
    } else {
      self.init(problem)
    }
  }

  /// Compares the messages.
  static func == (left: UsageError, right: UsageError) -> Bool {
    left.description == right.description && left.instead == right.instead
  }

  /// Two options exclude each other.
  ///
  /// - Parameter reason: Why, if the names of the options do not show it.
  static func excluding(
    _ first: String, _ second: String, because reason: String? = nil
  ) -> UsageError {
    UsageError("\(first) and \(second) cannot be combined" + (reason.map { ": \($0)" } ?? ""))
  }

  /// The same error in the value of an option, whose name begins the message.
  func of(option name: String) -> UsageError {
    var error = UsageError(description: "\(name): \(description)", instead: instead)
    error.withoutOption = description
    return error
  }

  private init(description: String, instead: String?) {
    self.description = description
    self.instead = instead
  }

  /// `json, jsonl or csv`
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
