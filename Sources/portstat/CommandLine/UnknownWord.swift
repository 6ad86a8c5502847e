import SocketInspector

/// What to type instead of a word that is not a valid selector.
struct UnknownWord {
  let typed: TypedWord
  let machine: MachineFacts

  private var word: String { typed.word }

  /// The error for a word that other programs take for something else, although it is a valid selector too.
  static func habit(_ typed: TypedWord, _ machine: MachineFacts) -> UsageError? {
    if let error = excludedPID(typed) ?? family(typed) ?? owner(typed, machine) { return error }
    guard SSFilter.begins(typed) else { return nil }
    let phrase = typed.phrase
    let problem = "unsupported filter '\(phrase.joined(separator: " "))'"
    if let reason = SSFilter.unlistedSockets(phrase) { return UsageError("\(problem): \(reason)") }
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

  /// `-c node` and `-u postgres`, which select by owner for lsof, if the process or user exists: the word is also the
  /// name of a service.
  private static func owner(_ typed: TypedWord, _ machine: MachineFacts) -> UsageError? {
    let word = typed.word
    guard typed.lettersBefore.count == 1, let letter = typed.lettersBefore.last, !word.isDecimal,
      Offer([word]).isAccepted,
      ServiceTable.ports(named: word).isEmpty == false
    else { return nil }
    let problem = "ambiguous '-\(letter) \(word)'"
    if letter == "c", machine.isRunning(word, typed.procPath) {
      return UsageError(
        problem, instead: "--process \(word) (a process) or --watch :\(word) (a port)")
    }
    if letter == "u", machine.hasUser(word) {
      return UsageError(problem, instead: "--user \(word) (a user) or -u :\(word) (a port)")
    }
    return nil
  }

  /// `-i 4` and `-i 6 tcp`, which select a family for lsof, and a port here.
  private static func family(_ typed: TypedWord) -> UsageError? {
    guard typed.lettersBefore == "i", typed.word == "4" || typed.word == "6" else { return nil }
    let family = typed.word
    let problem = "ambiguous '-i \(family)'"
    if let table = typed.next.flatMap({ SocketTable.ID(rawValue: $0.lowercased()) }) {
      return UsageError(problem, instead: "-\(table.rawValue.prefix(1))\(family)")
    }
    return UsageError(
      problem, instead: "-\(family) (IPv\(family)) or -i :\(family) (port \(family))")
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
    if word.hasPrefix("/"), word.count(where: { $0 == "/" }) > 1,
      let reason = UnlistedSockets.reason("unix")
    {
      return UsageError("\(problem): \(reason)")
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
    if let error = ofForeignOption(problem) { return error }
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

  /// `proto tcp`, `name nginx` and other names of options with a value.
  private func ofForeignOption(_ problem: String) -> UsageError? {
    guard word.count > 1, let next = typed.next,
      let habit = ForeignHabits.option(word.lowercased()), habit.takesValue,
      case let error = habit.error(problem, accepting: next), error.instead != nil
    else { return nil }
    return error
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
    if letters.count > 1, OptionTable.all.contains(where: { $0.isNamed(letters) }) {
      return Offer(["--\(letters)"]).error(problem)
    }
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

  /// `-u ^root`, `-u root,nginx`, `-c ^nginx` and `-c red`, the beginning of a name, as for lsof.
  private var ofOwnerList: String? {
    guard let letter = typed.lettersBefore.last, letter == "u" || letter == "c" else { return nil }
    let names = word.split(separator: ",", omittingEmptySubsequences: false).map { name in
      let mark = name.hasPrefix("^") ? "^" : ""
      return (mark: mark, name: String(name.dropFirst(mark.count)))
    }
    guard !names.contains(where: { $0.name.isEmpty }) else { return nil }
    if letter == "u" {
      guard names.allSatisfy({ $0.name.isDecimal || machine.hasUser($0.name) }) else { return nil }
      return Offer(["--user", word]).text
    }
    let patterns: [String?] = names.map { mark, name in
      if machine.isRunning(name, typed.procPath) { return mark + name }
      return machine.runsProcess(name, typed.procPath) ? "\(mark)\(name)*" : nil
    }
    let known = patterns.compactMap(\.self)
    return known.count < names.count
      ? nil : Offer(["--process", known.joined(separator: ",")]).text
  }

  private var ofMachine: String? {
    if let list = ofOwnerList { return list }
    // In a list of names, these mean something else.
    if word.contains(",") || word.hasPrefix("^") { return nil }
    let (user, process) = (Offer(["--user", word]).text, Offer(["--process", word]).text)
    if typed.lettersBefore.last == "u", machine.hasUser(word) { return user }
    if machine.isRunning(word, typed.procPath) { return process }
    return machine.hasUser(word) ? user : nil
  }
}
