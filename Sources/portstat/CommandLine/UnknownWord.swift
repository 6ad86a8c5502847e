import SocketInspector

/// What to type instead of a word that is not a valid selector.
struct UnknownWord {
  let typed: TypedWord
  let machine: MachineFacts

  private var word: String { typed.word }

  /// The error for a word that other programs take for something else, although it is a valid selector too.
  static func habit(_ typed: TypedWord) -> UsageError? {
    if let error = excludedPID(typed) { return error }
    guard SSFilter.begins(typed) else { return nil }
    let phrase = typed.phrase
    let problem = "unsupported filter '\(phrase.joined(separator: " "))'"
    if let condition = SSFilter.unknownCondition(phrase) {
      return UsageError("\(problem): portstat does not filter by \(condition)")
    }
    if let options = SSFilter.options(phrase) { return Offer(options).error(problem) }
    if SSFilter.namesControlGroup(phrase) {
      return UsageError(
        "\(problem): portstat filters by unit and container, not by control group",
        instead: "--unit NAME or --container NAME")
    }
    return UsageError(
      "\(problem)", instead: "--state, --port, --local-port, --remote-port, --local or --remote")
  }

  /// `-p ^812`, which excludes a process for lsof and a port for portstat.
  private static func excludedPID(_ typed: TypedWord) -> UsageError? {
    guard typed.lettersBefore.hasSuffix("p"), typed.word.hasPrefix("^"),
      Offer(["--pid", typed.word]).isAccepted
    else { return nil }
    return UsageError(
      "ambiguous '-p \(typed.word)'",
      instead: "--pid \(typed.word) (a process) or \(typed.word) without -p (a port)")
  }

  /// The error with what to type instead; `error` if nothing is likely right.
  ///
  /// - Parameter error: The error of the selector.
  func error(_ error: UsageError) -> UsageError {
    let problem = "invalid selector '\(word)'"
    if let error = ofLsof(problem) ?? ofKill(problem) ?? ofWindows(problem) ?? ofProgram(problem) {
      return error
    }
    if typed.lettersBefore.last == "o", let habit = ForeignHabits.format(word) {
      return habit.error(problem, accepting: word)
    }
    if let offer = ForeignNotation.offer(typed) { return offer.error(problem) }
    if let error = ofDualStack(problem) { return error }
    if let instead = ofNumber ?? ofProtocol ?? ofFormat ?? ofInterface {
      return UsageError(problem, instead: instead)
    }
    let names = [word.lowercased()] + word.lowercased().split(separator: "/").map(String.init)
    if let reason = names.lazy.compactMap(UnlistedSockets.reason).first {
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
    if habit.placeholder != "PORT" { return habit.error(problem, accepting: typed.next) }
    // `port 80 443`; `port nginx` is more likely a question for a process.
    let ports = typed.phrase.dropFirst().prefix { Offer([$0]).isAccepted }
    guard !ports.isEmpty else { return habit.error(problem, value: nil) }
    return Offer(Array(ports)).error(problem)
  }

  private func ofLsof(_ problem: String) -> UsageError? {
    LsofCommand(typed.words, machine: machine)?.error(problem)
  }

  /// `kill 8080` and `kill-port 8080`, which are `-k 8080`.
  private func ofKill(_ problem: String) -> UsageError? {
    guard ["kill", "killport", "kill-port", "fkill", "free"].contains(word.lowercased()) else {
      return nil
    }
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

  /// `ss -tlnp`: the name of another program before its options.
  private func ofProgram(_ problem: String) -> UsageError? {
    guard typed.index == 0, ["ss", "lsof", "fuser", "sockstat"].contains(word) else { return nil }
    let rest = Array(typed.words.dropFirst())
    do throws(UsageError) {
      _ = try OptionParser(options: OptionTable.all, machine: machine).parse(rest)
      return Offer(rest).error(problem)
    } catch {
      return error.instead.map { UsageError(problem, instead: $0) } ?? error
    }
  }

  /// `tcp46` of the Proto column.
  private func ofDualStack(_ problem: String) -> UsageError? {
    guard let name = DualStackName(word) else { return nil }
    return UsageError(
      "\(problem): \(name.meaning)", instead: "\(name.option) or \(name.text)/PORT")
  }

  /// `-i eth0`, as for tcpdump and netstat.
  private var ofInterface: String? {
    guard typed.lettersBefore.hasSuffix("i"), machine.hasInterface(word) else { return nil }
    return "\(Offer(["--interface", word]).text) (sockets that are bound to it)"
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
    // `tcp 80`, and `tcp port 80` of tcpdump.
    let words = typed.phrase.dropFirst().drop { $0 == "port" }
    if let next = words.first, Offer(["--\(table)", next]).isAccepted {
      return "--\(table) \(next)"
    }
    // `80 tcp`
    if let previous = typed.previous, !previous.hasPrefix("-"),
      Offer(["--\(table)", previous]).isAccepted
    {
      return "--\(table) \(previous)"
    }
    return typed.lettersBefore.isEmpty ? "--\(table) or \(table)/PORT" : "--\(table)"
  }

  /// `-o json`
  private var ofFormat: String? {
    OutputFormat(rawValue: word.lowercased())?.option
  }

  private var ofState: String? {
    let offer = Offer(["--state", word.lowercased()])
    return offer.isAccepted ? offer.text : nil
  }

  /// `inbound`, `loopback` and other values of one option.
  private var ofValue: String? {
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
