import SocketInspector

/// The error for an option that does not exist, with what to type instead if that is likely right.
enum UnknownOption {
  /// - Parameters:
  ///   - name: The name after `--`.
  ///   - value: What follows `=`; nil without.
  static func error(long typedName: String, value: String?, _ typed: TypedWord) -> UsageError {
    let problem = "unknown option '--\(typedName)'"
    // `--count=3` is the number of updates, and `--count` a table of counts.
    let isNumber = (value ?? typed.next)?.isDecimal == true
    let name = typedName == "count" && isNumber ? "iterations" : typedName
    if let command = FuserCommand(typed.words) { return command.error(problem) }
    if let error = UnlistedSockets.error(option: "--\(name)") { return error }
    if let habit = ForeignHabits.option(name), name.count > 1 {
      var value = value ?? typed.next
      if habit.alone != nil { value = value?.split(separator: "/").last.map(String.init) }
      return protocols(
        ["family": "f", "query": "A", "socket": "A", "tables": "A"][name], value)?
        .error(problem) ?? error(habit, problem, value)
    }
    if (try? StateNames.states(name)) != nil {
      return UsageError(problem, instead: "--state \(name.lowercased())")
    }
    let names = OptionTable.all.flatMap { [$0.long] + $0.aliases }
    let near = SpellingSuggestion.nearest(to: name, among: names).map { "--\($0)" }
    if !near.isEmpty { return UsageError("\(problem): did you mean \(UsageError.list(near))?") }
    // With a value it is meant as a filter.
    if value == nil, typed.next == nil, let column = try? ColumnParser.column(name) {
      return UsageError(problem, instead: "--columns +\(column.key)")
    }
    return UsageError("\(problem); see portstat --help")
  }

  /// - Parameter letter: A letter of combined options.
  static func error(
    short letter: Character, _ typed: TypedWord, _ machine: MachineFacts
  ) -> UsageError {
    let place = typed.word.count > 2 ? " in '\(typed.word)'" : ""
    let problem = "unknown option '-\(letter)'\(place)"
    if let error = error(named: typed, problem) ?? lsofFields(typed, problem) { return error }
    if let command = FuserCommand(typed.words) { return command.error(problem) }
    if let error = owner(typed, machine, problem) { return error }
    if let error = number(typed, problem) { return error }
    let attached = typed.word.drop { $0 != letter }.dropFirst()
    let isLast = attached.isEmpty
    let value = isLast ? typed.next : String(attached)
    if let error = protocols("\(letter)", value)?.error(problem) { return error }
    if let error = UnlistedSockets.error(option: "-\(letter)") { return error }
    if let habit = ForeignHabits.option("\(letter)") {
      return error(habit, problem, isLast ? typed.next : nil, previous: typed.previous)
    }
    return UsageError("\(problem); see portstat --help")
  }

  /// The error for a long name after a single hyphen that is not among the usual combinations of letters, although
  /// all of them are options: `-json` and `-listen`; nil for other words.
  static func error(withOneHyphen typed: TypedWord) -> UsageError? {
    typed.word.count > 4 ? error(named: typed, "unknown option '\(typed.word)'") : nil
  }

  /// The parameters of PowerShell's Get-NetTCPConnection, and the options that mean the same.
  private static let parameters = [
    "localport": "local-port", "remoteport": "remote-port", "localaddress": "local",
    "remoteaddress": "remote", "state": "state", "owningprocess": "pid",
  ]

  /// The error for a parameter of PowerShell, `-LocalPort 80`; nil for other words.
  static func error(parameter typed: TypedWord) -> UsageError? {
    guard let option = parameters[typed.word.dropFirst().lowercased()] else { return nil }
    let problem = "unknown option '\(typed.word)'"
    guard let value = typed.next else { return UsageError(problem, instead: "--\(option)") }
    return Offer(["--\(option)", value]).error(problem)
  }

  /// The error for a long name after a single hyphen, `-tcp`; nil for other words.
  private static func error(named typed: TypedWord, _ problem: String) -> UsageError? {
    let name = String(typed.word.dropFirst())
    guard name.count > 2, OptionTable.all.contains(where: { $0.isNamed(name) }) else { return nil }
    return UsageError(problem, instead: "--\(name)")
  }

  /// `-Fpcn` and `-F p`: lsof's output for programs. netstat's `-F` takes no letters.
  private static func lsofFields(_ typed: TypedWord, _ problem: String) -> UsageError? {
    guard typed.word.hasPrefix("-F"),
      let letters = typed.word.count > 2 ? String(typed.word.dropFirst(2)) : typed.next,
      letters.allSatisfy({ "acdfgknpstuGLPRT0".contains($0) })
    else { return nil }
    if let command = LsofCommand(typed.words) { return command.error(problem) }
    return UsageError(problem, instead: "--jsonl")
  }

  /// The error for a number without an option: `-n5` as for watch(1), `-ano5`, `-80`. nil for other words.
  private static func number(_ typed: TypedWord, _ problem: String) -> UsageError? {
    let word = typed.word
    let digits = String(word.reversed().prefix { $0.isNumber }.reversed())
    var letters = String(word.dropFirst().dropLast(digits.count))
    // `-t=80`
    if letters.hasSuffix("="), letters.count > 1 { letters.removeLast() }
    guard !digits.isEmpty, letters.isEmpty || Offer(["-\(letters)"]).isAccepted,
      let seconds = Int(digits), seconds > 0
    else { return nil }
    let selector = letters.isEmpty ? [":\(digits)"] : ["-\(letters)", ":\(digits)"]
    let isPort = seconds > 60 || CommonServices.use(port: Int32(clamping: seconds))
    let port = Offer(isPort ? selector.map { $0.replacing(":", with: "") } : selector)
    guard port.isAccepted else { return nil }
    if isPort { return port.error(problem) }
    let watch = Offer(letters.isEmpty ? ["--watch=\(digits)"] : ["-\(letters)c\(digits)"])
    guard watch.isAccepted else { return port.error(problem) }
    return UsageError(
      problem,
      instead: "\(watch.text) (every \(digits) s) or \(port.quoted) (port \(digits))")
  }

  /// The error for lsof's `-uroot`, `-cnginx` and `-pnginx`, and for its other arguments; nil for other words.
  static func owner(
    _ typed: TypedWord, _ machine: MachineFacts, _ problem: String
  ) -> UsageError? {
    if let command = LsofCommand(typed.words, machine: machine) { return command.error(problem) }
    return AttachedOwner(typed, besideSelection: false, machine).map {
      Offer($0.arguments).error(problem)
    }
  }

  /// The error for a format that is attached to `-o`, which adds timers here: `-ojson`; nil for other words.
  static func error(attachedToO typed: TypedWord) -> UsageError? {
    guard typed.word.hasPrefix("-o"), case let name = String(typed.word.dropFirst(2)),
      let habit = ForeignHabits.format(name)
    else { return nil }
    return habit.error("unsupported option '\(typed.word)': -o takes no value", accepting: name)
  }

  /// The error for the PID of lsof, the port of sockstat and the protocol of BSD's netstat if they are attached to
  /// `-p`, which takes no value here: `-p80`, `-lp80`, `-ptcp`. nil for other words, such as `-p46` and `-pan`.
  static func error(attachedToP typed: TypedWord, _ machine: MachineFacts) -> UsageError? {
    let letters = typed.word.dropFirst()
    guard let position = letters.firstIndex(of: "p") else { return nil }
    let value = String(letters[letters.index(after: position)...])
    let before = position == letters.startIndex ? [] : ["-\(letters[..<position])"]
    let problem = "unsupported option '\(typed.word)': -p takes no value"
    if let table = SocketTable.ID(rawValue: value.lowercased()) {
      return Offer(before + ["--\(table.rawValue)"]).error(problem)
    }
    if value.first?.isNumber != true || ["4", "6", "46", "64"].contains(value) { return nil }
    if let command = LsofCommand(typed.words) { return command.error(problem) }
    let pids = value.split(separator: ",").map { Int32($0) }
    let offers = [
      pids.allSatisfy { $0.map { machine.hasProcess($0, typed.procPath) } ?? false }
        ? Offer(before + ["--pid", value]) : nil, Offer(before + [value]),
    ].compactMap(\.self).filter(\.isAccepted)
    if offers.isEmpty { return nil }
    return UsageError(problem, instead: offers.map(\.text).joined(separator: " or "))
  }

  private static func error(
    _ habit: ForeignHabit, _ problem: String, _ value: String?, previous: String? = nil
  ) -> UsageError {
    // `--dst 10.0.0.9:443` has the value of `ss dst 10.0.0.9:443`.
    if let key = habit.key, let value, let options = SSFilter.options([key, value]) {
      return Offer(options).error(problem, usual: habit.text(value: nil))
    }
    if habit.placeholder != "PORT" { return habit.error(problem, accepting: value) }
    let port = [value, previous].compactMap(\.self).first {
      !$0.hasPrefix("-") && (try? SelectorParser.selectors($0)) != nil
    }
    return habit.error(problem, value: port)
  }

  /// The options of ss, sockstat and BSD's netstat that take protocols or a family: `-f inet`, `-A tcp,udp`,
  /// `-P tcp`.
  private static func protocols(_ letter: String?, _ value: String?) -> UnsupportedProtocols? {
    guard let letter, let value, ["f", "A", "P"].contains(letter) else { return nil }
    return UnsupportedProtocols(value, takesFamily: letter == "f")
  }
}
