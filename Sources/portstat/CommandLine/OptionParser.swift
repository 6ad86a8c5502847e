import SocketInspector

/// Parses a command line.
struct OptionParser {
  let options: [Option]

  /// - Parameter words: The words after the name of the program.
  /// - Throws: ``UsageError`` if the command line is invalid.
  func parse(_ words: [String]) throws(UsageError) -> Arguments {
    var arguments = Arguments()
    var rest = words[...]
    var takesOptions = true
    while let word = rest.popFirst() {
      if !takesOptions || word == "-" || !word.hasPrefix("-") {
        let selectors = try SelectorParser.selectors(word)
        arguments.filter.selectors += selectors.included
        arguments.filter.excludedSelectors += selectors.excluded
      } else if word == "--" {
        takesOptions = false
      } else if word.hasPrefix("--") {
        try parseLong(word, &rest, &arguments)
      } else {
        try parseShort(word, &rest, &arguments)
      }
    }
    try arguments.check()
    return arguments
  }

  private func parseLong(
    _ word: String, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
  ) throws(UsageError) {
    let parts = word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.long == name || $0.aliases.contains(name) }) else {
      if let option = OptionTable.unsupported.first(where: { $0.long == name }) {
        throw UsageError("--\(name): \(option.reason)")
      }
      throw UsageError(
        "unknown option --\(name)", typed: "--\(name)", choices: options.map { "--\($0.long)" })
    }
    let value = parts.count == 2 ? String(parts[1]) : nil
    try apply(option, as: "--\(name)", value, &rest, &arguments)
  }

  /// Parses combined letters, such as `-tulpn`. If a letter takes a value, the rest of the word is the value.
  private func parseShort(
    _ word: String, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
  ) throws(UsageError) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        if let option = OptionTable.unsupported.first(where: { $0.short == letter }) {
          throw UsageError("-\(letter): \(option.reason)")
        }
        let letters = options.compactMap { $0.short.map { "-\($0)" } }.joined(separator: " ")
        let place = word.count > 2 ? " in \(word)" : ""
        throw UsageError("unknown option -\(letter)\(place): choose from \(letters)")
      }
      if case .none = option.argument {
        try option.apply(&arguments, "")
      } else {
        let value = letters.isEmpty ? nil : String(letters)
        letters = ""
        try apply(option, as: "-\(letter)", value, &rest, &arguments)
      }
    }
  }

  private func apply(
    _ option: Option, as name: String, _ value: String?, _ rest: inout ArraySlice<String>,
    _ arguments: inout Arguments
  ) throws(UsageError) {
    switch option.argument {
    case .none:
      guard value == nil else { throw UsageError("\(name) takes no value") }
      try option.apply(&arguments, "")
    case .attached:
      try apply(option, as: name, value ?? "", &arguments)
    case .required(let placeholder, _):
      guard let value = value ?? rest.popFirst() else {
        throw UsageError("\(name) needs a value: \(placeholder)")
      }
      try apply(option, as: name, value, &arguments)
    }
  }

  /// Applies an option; the message of an error begins with the name of the option.
  private func apply(
    _ option: Option, as name: String, _ value: String, _ arguments: inout Arguments
  ) throws(UsageError) {
    do throws(UsageError) {
      try option.apply(&arguments, value)
    } catch {
      throw UsageError("\(name): \(error)")
    }
  }
}
