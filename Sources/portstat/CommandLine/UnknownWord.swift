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
    return SSFilter.options(phrase).map { UsageError(problem, instead: $0) }
      ?? UsageError(
        "\(problem)", instead: "--state, --port, --local-port, --remote-port, --local or --remote")
  }

  /// The error with what to type instead; `error` if nothing is likely right.
  ///
  /// - Parameter error: The error of the selector.
  func error(_ error: UsageError) -> UsageError {
    let problem = "invalid selector '\(word)'"
    if let instead = URLTarget.selector(word) ?? excluded {
      return UsageError(problem, instead: ForeignHabit.typed(instead))
    }
    if let instead = ofNumber ?? ofProtocol ?? ofFormat {
      return UsageError(problem, instead: instead)
    }
    if let habit = ForeignHabits.word(word) { return habit.error(problem, value: typed.next) }
    if let instead = ofState ?? ofOption ?? ofColumn ?? ofMachine {
      return UsageError(problem, instead: instead)
    }
    return error
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
    if let next = typed.next, (try? ValueParser.ports(next)) != nil { return "--\(table) \(next)" }
    return typed.lettersBefore.isEmpty ? "--\(table) or \(table)/PORT" : "--\(table)"
  }

  /// `-o json`
  private var ofFormat: String? {
    OutputFormat(rawValue: word.lowercased()).map {
      $0 == .table ? "--format=table" : "--\($0.rawValue)"
    }
  }

  private var ofState: String? {
    (try? StateNames.states(word)).map { _ in "--state \(word.lowercased())" }
  }

  /// `pid 812`, `user alice`
  private var ofOption: String? {
    guard
      let option = OptionTable.all.first(where: {
        ([$0.long] + $0.aliases).contains(word.lowercased())
      })
    else { return nil }
    switch option.argument {
    case .none, .attached: return "--\(option.long)"
    case .required(let placeholder, _): return "--\(option.long) \(typed.next ?? placeholder)"
    }
  }

  private var ofColumn: String? {
    (try? ColumnParser.column(word)).map { "--columns +\($0.key)" }
  }

  private var ofMachine: String? {
    if typed.lettersBefore.last == "u", machine.hasUser(word) { return "--user \(word)" }
    if machine.isRunning(word, typed.procPath) { return "--process \(word)" }
    return machine.hasUser(word) ? "--user \(word)" : nil
  }
}
