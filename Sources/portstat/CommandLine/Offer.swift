/// Arguments that are offered instead of what is not accepted.
struct Offer {
  let words: [String]

  init(_ words: [String]) {
    self.words = words
  }

  /// - Parameter text: Words that are separated by blanks.
  init(_ text: String) {
    words = text.split(separator: " ").map(String.init)
  }

  /// The arguments as they are typed in a shell.
  var text: String { Self.commandLine(quoted) }

  /// Options stand alone; before anything else, the name of the program makes clear what is meant.
  static func commandLine(_ arguments: String) -> String {
    if arguments.hasPrefix("-") { return arguments }
    return arguments.isEmpty ? "portstat" : "portstat \(arguments)"
  }

  /// The error that offers the arguments. If they are not accepted either, it is their error, without the names of
  /// options that the user did not type.
  ///
  /// - Parameter usual: What to type instead with a valid value.
  func error(_ problem: String, usual: String? = nil) -> UsageError {
    guard let rejection else { return UsageError(problem, instead: text) }
    guard let reason = rejection.withoutOption else { return rejection }
    let text = "\(problem): \(reason)"
    return usual.map { UsageError(text, instead: $0) } ?? UsageError(text)
  }

  /// The words as a shell takes them.
  var quoted: String { words.map(Self.quoted).joined(separator: " ") }

  var isAccepted: Bool { rejection == nil }

  /// The words as portstat parses them; nil if they are not accepted.
  var arguments: Arguments? { try? parsed() }

  private var rejection: UsageError? {
    do throws(UsageError) {
      _ = try parsed()
      return nil
    } catch {
      return error
    }
  }

  private func parsed() throws(UsageError) -> Arguments {
    try OptionParser(options: OptionTable.all, offersArguments: false).parse(words)
  }

  /// A word as a shell takes it: in quotes if it has characters that mean something else. Without backslashes,
  /// which messages double.
  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      let isWord = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      return isWord || ("0"..."9").contains(scalar)
        || "-_=+:,./@%^[]".unicodeScalars.contains(scalar)
        || scalar.value > 0x7f
    }
    if plain, !word.isEmpty { return word }
    if !word.contains("'") { return "'\(word)'" }
    if !word.contains(where: { "\"$`\\!".contains($0) }) { return "\"\(word)\"" }
    return "'\(word.replacing("'", with: "'\"'\"'"))'"
  }
}
