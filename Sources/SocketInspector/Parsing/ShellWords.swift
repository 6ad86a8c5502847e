/// Words as a shell takes them: separated by blanks, tabs and line ends, except in quotes and after a backslash.
package struct ShellWords {
  package private(set) var words: [String] = []
  /// Whether every quote is closed.
  package private(set) var isComplete = true

  package init(_ text: String) {
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        words += word.map { [$0] } ?? []
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    words += word.map { [$0] } ?? []
    isComplete = quote == nil && !isEscaped
  }
}
