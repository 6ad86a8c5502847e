import SocketInspector

/// What to type instead of a word that is not a valid selector.
struct UnknownWord {
  let typed: TypedWord
  let machine: MachineFacts

  private var word: String { typed.word }

  /// The error for a word that other programs take for something else, although it is a valid selector too.
  static func habit(_ typed: TypedWord) -> UsageError? {
    guard SSFilter.begins(typed) else { return nil }
    let phrase = typed.phrase
    let problem = "unsupported filter '\(phrase.joined(separator: " "))'"
    return SSFilter.options(phrase).map { Offer($0).error(problem) }
      ?? UsageError(
        "\(problem)", instead: "--state, --port, --local-port, --remote-port, --local or --remote")
  }

  /// The error with what to type instead; `error` if nothing is likely right.
  ///
  /// - Parameter error: The error of the selector.
  func error(_ error: UsageError) -> UsageError {
    let problem = "invalid selector '\(word)'"
    if let error = ofLsof(problem) ?? ofKill(problem) ?? ofWindows(problem) { return error }
    if typed.lettersBefore.last == "o", let habit = ForeignHabits.format(word) {
      return habit.error(problem, accepting: word)
    }
    if let target = URLTarget.selector(word) ?? excluded { return Offer([target]).error(problem) }
    if let instead = ofNumber ?? ofProtocol ?? ofFormat {
      return UsageError(problem, instead: instead)
    }
    if let reason = UnlistedSockets.reason(word.lowercased()) {
      return UsageError("\(problem): \(reason)")
    }
    // Windows: `netstat -p ip`
    if word.lowercased() == "ip", !typed.lettersBefore.isEmpty {
      return UsageError(problem, instead: "-4")
    }
    // `-i -c nginx` and `-i @10.0.0.7`; `-i` alone is an option here too.
    if let error = ofLsof(problem) { return error }
    if let habit = ForeignHabits.word(word) { return ofHabit(habit, problem) }
    if let instead = ofState ?? ofValue ?? ofOption ?? ofColumn ?? ofMachine {
      return UsageError(problem, instead: instead)
    }
    return error
  }

  private func ofHabit(_ habit: ForeignHabit, _ problem: String) -> UsageError {
    // `port nginx` is more likely a question for a process.
    let value = typed.next.flatMap {
      habit.placeholder != "PORT" || Offer([$0]).isAccepted ? $0 : nil
    }
    return habit.error(problem, accepting: value)
  }

  private func ofLsof(_ problem: String) -> UsageError? {
    LsofCommand(typed.words, machine: machine)?.error(problem)
  }

  /// `kill 8080`, which is `-k 8080`.
  private func ofKill(_ problem: String) -> UsageError? {
    guard word.lowercased() == "kill" else { return nil }
    var words = typed.words
    words[typed.index] = "-k"
    return FuserCommand(words)?.error(problem)
  }

  /// `/ano`, `/p tcp`, `/b`
  private func ofWindows(_ problem: String) -> UsageError? {
    guard word.hasPrefix("/"), word.dropFirst().allSatisfy(\.isLetter) else { return nil }
    let letters = word.dropFirst().lowercased()
    if letters == "p", let name = typed.next,
      let table = SocketTable.ID(rawValue: name.lowercased())
    {
      return Offer(["--\(table.rawValue)"]).error(problem)
    }
    let offer = Offer(["-\(letters)"])
    if offer.isAccepted { return offer.error(problem) }
    // The letters of netstat on Windows; `/tmp` is a path.
    guard letters.allSatisfy({ "abefnopqrstxy".contains($0) }), Set(letters).count == letters.count
    else { return nil }
    return letters.lazy.compactMap { ForeignHabits.option("\($0)") }.first?.error(
      problem, value: nil)
  }

  /// `!80`, which is `^80`.
  private var excluded: String? {
    guard word.hasPrefix("!"), word.count > 1 else { return nil }
    return "^\(word.dropFirst())"
  }

  /// A PID that is too high for a port.
  private var ofNumber: String? {
    guard let number = Int32(word), number > UInt16.max, machine.hasProcess(number, typed.procPath)
    else { return nil }
    return "--pid \(number)"
  }

  /// `tcp`, also as in `fuser -n tcp 80` and `netstat -p tcp`.
  private var ofProtocol: String? {
    guard let table = SocketTable.ID(rawValue: word.lowercased())?.rawValue else { return nil }
    if let next = typed.next, Offer(["--\(table)", next]).isAccepted {
      return "--\(table) \(next)"
    }
    return typed.lettersBefore.isEmpty ? "--\(table) or \(table)/PORT" : "--\(table)"
  }

  /// `-o json`
  private var ofFormat: String? {
    OutputFormat(rawValue: word.lowercased())?.option
  }

  private var ofState: String? {
    (try? StateNames.states(word)).map { _ in "--state \(word.lowercased())" }
  }

  /// `inbound`, `loopback` and other values of one option, and `user=alice`.
  private var ofValue: String? {
    let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
    if parts.count == 2, Offer(["--\(parts[0])=\(parts[1])"]).isAccepted {
      return Offer(["--\(parts[0])", parts[1]]).text
    }
    let option = OptionTable.all.first {
      guard case .required(_, .list(let words)) = $0.argument else { return false }
      return words.contains(word.lowercased())
    }
    return option.map { "--\($0.long) \(word.lowercased())" }
  }

  /// `pid 812`, `user alice`
  private var ofOption: String? {
    guard let option = OptionTable.all.first(where: { $0.isNamed(word.lowercased()) }) else {
      return nil
    }
    switch option.argument {
    case .none, .attached: return "--\(option.long)"
    case .required(let placeholder, _):
      guard let next = typed.next else { return "--\(option.long) \(placeholder)" }
      let offer = Offer(["--\(option.long)", next])
      return offer.isAccepted ? offer.text : "--\(option.long) \(placeholder)"
    }
  }

  private var ofColumn: String? {
    (try? ColumnParser.column(word)).map { "--columns +\($0.key)" }
  }

  private var ofMachine: String? {
    // In a list of names, these mean something else.
    if word.contains(",") || word.hasPrefix("^") { return nil }
    let (user, process) = (Offer(["--user", word]).text, Offer(["--process", word]).text)
    if typed.lettersBefore.last == "u", machine.hasUser(word) { return user }
    if machine.isRunning(word, typed.procPath) { return process }
    return machine.hasUser(word) ? user : nil
  }
}
