import SocketInspector

/// Parses a command line.
struct OptionParser {
  let options: [Option]
  /// Asked for suggestions if a word is invalid.
  var machine = MachineFacts.none
  /// Whether errors offer what to type instead. False for what is offered.
  var offersArguments = true

  /// - Parameter words: The words after the name of the program.
  /// - Throws: ``UsageError`` if the command line is invalid.
  func parse(_ words: [String]) throws(UsageError) -> Arguments {
    do throws(UsageError) {
      return try parseAll(words)
    } catch {
      // Who adds --help to a command line that is rejected wants the help.
      guard offersArguments, words.prefix(while: { $0 != "--" }).contains("--help") else {
        throw error
      }
      var arguments = Arguments()
      arguments.mode = .document(.help)
      return arguments
    }
  }

  private func parseAll(_ words: [String]) throws(UsageError) -> Arguments {
    var arguments = Arguments()
    var rest = words[...]
    var takesOptions = true
    while let word = rest.popFirst() {
      let typed = TypedWord(words: words, index: rest.startIndex - 1)
      if !takesOptions || word == "-" || !word.hasPrefix("-") {
        try parseSelector(typed, &arguments)
        arguments.filterWords.append(word)
      } else if word == "--" {
        takesOptions = false
      } else if word.hasPrefix("--") {
        try parseLong(typed, &rest, &arguments)
      } else {
        try parseShort(typed, &rest, &arguments)
      }
    }
    try arguments.check()
    return arguments
  }

  /// What users of Windows type for `--help` and `--version`.
  private static let windowsSwitches: [String: Document] = [
    "/?": .help, "/h": .help, "/help": .help, "/version": .version,
  ]

  private func parseSelector(
    _ typed: TypedWord, _ arguments: inout Arguments
  ) throws(UsageError) {
    if let document = Self.windowsSwitches[typed.word.lowercased()] {
      arguments.mode = .document(document)
      return
    }
    if offersArguments, let error = UnknownWord.habit(typed, machine) { throw error }
    do throws(UsageError) {
      let selectors = try SelectorParser.selectors(typed.word)
      arguments.selectorWords.append((typed.word, String(typed.lettersBefore)))
      arguments.filter.selectors += selectors.included
      arguments.filter.excludedSelectors += selectors.excluded
    } catch {
      throw offersArguments ? UnknownWord(typed: typed, machine: machine).error(error) : error
    }
  }

  private func parseLong(
    _ typed: TypedWord, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
  ) throws(UsageError) {
    let parts = typed.word.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count == 2 ? String(parts[1]) : nil
    guard let option = options.first(where: { $0.isNamed(name) }) else {
      throw UnknownOption.error(long: name, value: value, typed)
    }
    try apply(option, as: "--\(name)", value, typed, &rest, &arguments)
  }

  /// Parses combined letters, such as `-tulpn`. If a letter takes a value, the rest of the word is the value.
  private func parseShort(
    _ typed: TypedWord, _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
  ) throws(UsageError) {
    if offersArguments,
      let error = UnknownOption.error(parameter: typed)
        ?? UnknownOption.error(withOneHyphen: typed)
        ?? UnknownOption.error(attachedToO: typed)
        ?? UnknownOption.error(attachedToP: typed, machine)
    {
      throw error
    }
    var letters = typed.word.dropFirst()
    while let letter = letters.popFirst() {
      // `-?` is `--help` for programs of Windows.
      guard let option = options.first(where: { $0.short == (letter == "?" ? "h" : letter) }) else {
        throw UnknownOption.error(short: letter, typed, machine)
      }
      if case .none = option.argument {
        try option.apply(&arguments, "")
        Self.record(option, "", &arguments)
      } else {
        let value = letters.isEmpty ? nil : String(letters)
        letters = ""
        try apply(option, as: "-\(letter)", value, typed, &rest, &arguments)
      }
    }
  }

  private func apply(
    _ option: Option, as name: String, _ value: String?, _ typed: TypedWord,
    _ rest: inout ArraySlice<String>, _ arguments: inout Arguments
  ) throws(UsageError) {
    switch option.argument {
    case .none:
      guard value == nil else { throw UsageError("\(name) takes no value") }
      try option.apply(&arguments, "")
      Self.record(option, "", &arguments)
    case .attached:
      try checkDetached(option, as: name, value, rest)
      try apply(option, as: name, value ?? "", typed, &arguments)
    case .required(let placeholder, let completion):
      guard let value = value ?? rest.popFirst() else {
        var values = placeholder
        if case .word(let words) = completion { values = UsageError.list(words) }
        throw UsageError("\(name) requires a value: expected \(values)")
      }
      if offersArguments, let error = ForeignNegation.error(option, as: name, value) { throw error }
      try apply(option, as: name, value, typed, &arguments)
    }
  }

  /// Rejects `--watch 2` and `-c=2`: other programs take the number as the value, and portstat would take it
  /// as a port. A number above 60 is hardly meant in seconds, and always a port.
  private func checkDetached(
    _ option: Option, as name: String, _ value: String?, _ rest: ArraySlice<String>
  ) throws(UsageError) {
    let next = rest.first
    if value == nil, let error = Self.detachedSignal(option, as: name, rest) { throw error }
    let isShort = !name.hasPrefix("--")
    let attached = isShort && value?.hasPrefix("=") == true ? value.map { $0.dropFirst() } : nil
    if let text = value ?? next, let seconds = ValueParser.duration(text.drop { $0 == "=" }),
      case let offer = Offer(["--\(option.long)=\(seconds)"]), offer.isAccepted
    {
      throw UsageError("invalid value '\(text)' of \(name)", instead: offer.text)
    }
    guard let text = attached ?? (value == nil ? next?[...] : nil),
      let number = ValueParser.seconds(text), number <= 60
    else { return }
    do throws(UsageError) {
      var unused = Arguments()
      try option.apply(&unused, String(text))
    } catch {
      throw error.of(option: name)
    }
    let typed = attached == nil ? "\(name) \(text)" : "\(name)=\(text)"
    let long = "--\(option.long)=\(text)"
    guard let port = UInt16(text) else {
      throw UsageError("ambiguous '\(typed)'", instead: long)
    }
    let isWatch = option.section == .watch
    let meaning =
      switch option.section {
      case .watch: "every \(text) s"
      case .wait: "for \(text) s"
      default: "\(option.long) \(text)"
      }
    throw UsageError(
      "ambiguous '\(typed)'",
      instead: "\(long) (\(meaning)) or \(isWatch ? "" : "\(name) "):\(port) (port \(port))")
  }

  /// The error for `--signal KILL 8080`, `--signal 9 8080` and `--signal -9 8080`; nil for other words. A number
  /// alone may also be a port.
  private static func detachedSignal(
    _ option: Option, as name: String, _ rest: ArraySlice<String>
  ) -> UsageError? {
    guard option.section == .signal, let next = rest.first else { return nil }
    let word = String(next.drop { $0 == "-" })
    // `-6` is an option.
    guard Signal(word) != nil, word == next || !Offer([next]).isAccepted else { return nil }
    let isLast = rest.count == 1 || rest.dropFirst().first?.hasPrefix("-") == true
    if word == next, word.isDecimal, isLast { return nil }
    return UsageError(
      "invalid value '\(next)' of \(name)", instead: "\(name)=\(word.uppercased())")
  }

  /// Remembers an option that chooses sockets, for the live view, which shows what is in force.
  private static func record(_ option: Option, _ value: String, _ arguments: inout Arguments) {
    guard option.section == .selection || option.section == .filters else { return }
    arguments.filterWords.append("--\(option.long)" + (value.isEmpty ? "" : " \(value)"))
  }

  /// Applies an option; the message of an error begins with the name of the option.
  private func apply(
    _ option: Option, as name: String, _ value: String, _ typed: TypedWord,
    _ arguments: inout Arguments
  ) throws(UsageError) {
    do throws(UsageError) {
      try option.apply(&arguments, value)
      Self.record(option, value, &arguments)
    } catch {
      let problem = "invalid value '\(value)' for \(name)"
      // `-cnginx`
      if offersArguments, option.short == "c", !typed.word.hasPrefix("--"),
        let error = UnknownOption.owner(typed, machine, problem)
      {
        throw error
      }
      let offer = offersArguments ? MisplacedValue.offer(option, value, machine, typed) : nil
      throw offer?.error(problem) ?? error.of(option: name)
    }
  }
}
