/// The error for an option that does not exist, with what to type instead if that is likely right.
enum UnknownOption {
  /// - Parameters:
  ///   - name: The name after `--`.
  ///   - value: What follows `=`; nil without.
  static func error(long name: String, value: String?, _ typed: TypedWord) -> UsageError {
    if let option = OptionTable.unsupported.first(where: { $0.long == name }) {
      return UsageError("unsupported option '--\(name)': \(option.reason)")
    }
    let problem = "unknown option '--\(name)'"
    if let habit = ForeignHabits.option(name), name.count > 1 {
      return error(habit, problem, value ?? typed.next)
    }
    if (try? StateNames.states(name)) != nil {
      return UsageError(problem, instead: "--state \(name.lowercased())")
    }
    let names = OptionTable.all.flatMap { [$0.long] + $0.aliases }
    let near = SpellingSuggestion.nearest(to: name, among: names).map { "--\($0)" }
    if !near.isEmpty { return UsageError("\(problem): did you mean \(UsageError.list(near))?") }
    if let column = try? ColumnParser.column(name) {
      return UsageError(problem, instead: "--columns +\(column.key)")
    }
    return UsageError("\(problem); see portstat --help")
  }

  /// - Parameter letter: A letter of combined options.
  static func error(short letter: Character, _ typed: TypedWord) -> UsageError {
    if let option = OptionTable.unsupported.first(where: { $0.short == letter }) {
      return UsageError("unsupported option '-\(letter)': \(option.reason)")
    }
    let place = typed.word.count > 2 ? " in '\(typed.word)'" : ""
    let problem = "unknown option '-\(letter)'\(place)"
    if let command = LsofCommand(typed.words) {
      return UsageError(problem, instead: ForeignHabit.typed(command.arguments))
    }
    let isLast = typed.word.last == letter
    if isLast, let next = typed.next, let instead = instead(letter, next) {
      return UsageError(problem, instead: instead)
    }
    if let habit = ForeignHabits.option("\(letter)") {
      return error(habit, problem, isLast ? typed.next : nil, previous: typed.previous)
    }
    return UsageError("\(problem); see portstat --help")
  }

  private static func error(
    _ habit: ForeignHabit, _ problem: String, _ value: String?, previous: String? = nil
  ) -> UsageError {
    if habit.placeholder != "PORT" { return habit.error(problem, value: value) }
    // `fuser 8080/tcp -k`: a port may stand before the option.
    let port = [value, previous].compactMap(\.self).first {
      !$0.hasPrefix("-") && (try? SelectorParser.selectors($0)) != nil
    }
    return habit.error(problem, value: port)
  }

  /// The options of ss, sockstat and BSD's netstat that take a protocol or a family: `-f inet`, `-P tcp`.
  private static func instead(_ letter: Character, _ value: String) -> String? {
    guard "fAP".contains(letter) else { return nil }
    let value = value.lowercased()
    if ["tcp", "udp"].contains(value) { return "--\(value)" }
    guard let habit = ForeignHabits.word(value), case .arguments(let text) = habit.answer,
      text.hasPrefix("-")
    else { return nil }
    return text
  }
}
