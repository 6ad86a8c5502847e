/// A word of a command line, with the words around it.
struct TypedWord {
  let words: [String]
  let index: Int

  var word: String { words[index] }

  /// The word before; nil if there is none.
  var previous: String? { index > 0 ? words[index - 1] : nil }

  /// The word after, unless it is an option.
  var next: String? {
    guard index + 1 < words.count, !words[index + 1].hasPrefix("-") else { return nil }
    return words[index + 1]
  }

  /// This word and those after it, up to the next option.
  var phrase: [String] { Array(words[index...].prefix { !$0.hasPrefix("-") }) }

  /// The letters of the short options right before this word: `nap` in `-nap tcp`; otherwise empty.
  var lettersBefore: Substring {
    guard let previous, previous.hasPrefix("-"), !previous.hasPrefix("--") else { return "" }
    return previous.dropFirst()
  }

  /// The path of the proc tree: the value of `--proc` anywhere on the command line.
  var procPath: String {
    for (position, word) in words.enumerated() {
      if word.hasPrefix("--proc=") { return String(word.dropFirst("--proc=".count)) }
      if word == "--proc", position + 1 < words.count { return words[position + 1] }
    }
    return "/proc"
  }
}
