import SocketInspector

/// Reads a command line with the option table.
struct OptionParser {
  let options: [Option]

  /// - Parameter arguments: What stands behind the program's name.
  func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    var invocation = Invocation()
    var rest = arguments[...]
    var takesOptions = true
    while let argument = rest.popFirst() {
      if !takesOptions || argument == "-" || !argument.hasPrefix("-") {
        invocation.filter.selectors += try SelectorParser.selectors(argument)
      } else if argument == "--" {
        takesOptions = false
      } else if argument.hasPrefix("--") {
        try parseLong(argument, &rest, &invocation)
      } else {
        try parseShort(argument, &rest, &invocation)
      }
    }
    try invocation.check()
    return invocation
  }

  private func parseLong(
    _ argument: String, _ rest: inout ArraySlice<String>, _ invocation: inout Invocation
  ) throws(UsageError) {
    let parts = argument.dropFirst(2)
      .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.long == name || $0.aliases.contains(name) }) else {
      if let refusal = OptionTable.unsupported.first(where: { $0.long == name }) {
        throw UsageError("--\(name): \(refusal.reason)")
      }
      throw UsageError(
        "unknown option --\(name)", typed: "--\(name)", choices: options.map { "--\($0.long)" })
    }
    let value = parts.count == 2 ? String(parts[1]) : nil
    try apply(option, as: "--\(name)", value, &rest, &invocation)
  }

  /// Reads a bundle of letters; one that takes a value takes the rest of the bundle.
  private func parseShort(
    _ argument: String, _ rest: inout ArraySlice<String>, _ invocation: inout Invocation
  ) throws(UsageError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        if let refusal = OptionTable.unsupported.first(where: { $0.short == letter }) {
          throw UsageError("-\(letter): \(refusal.reason)")
        }
        let letters = options.compactMap { $0.short.map { "-\($0)" } }.joined(separator: " ")
        let place = argument.count > 2 ? " in \(argument)" : ""
        throw UsageError("unknown option -\(letter)\(place): choose from \(letters)")
      }
      if case .none = option.argument {
        try option.apply(&invocation, "")
      } else {
        let value = letters.isEmpty ? nil : String(letters)
        letters = ""
        try apply(option, as: "-\(letter)", value, &rest, &invocation)
      }
    }
  }

  private func apply(
    _ option: Option, as name: String, _ value: String?, _ rest: inout ArraySlice<String>,
    _ invocation: inout Invocation
  ) throws(UsageError) {
    switch option.argument {
    case .none:
      guard value == nil else { throw UsageError("\(name) takes no value") }
      try option.apply(&invocation, "")
    case .attached:
      try apply(option, as: name, value ?? "", &invocation)
    case .required(let placeholder, _):
      guard let value = value ?? rest.popFirst() else {
        throw UsageError("\(name) needs a value: \(placeholder)")
      }
      try apply(option, as: name, value, &invocation)
    }
  }

  /// Puts the option's name before what is wrong with its value.
  private func apply(
    _ option: Option, as name: String, _ value: String, _ invocation: inout Invocation
  ) throws(UsageError) {
    do throws(UsageError) {
      try option.apply(&invocation, value)
    } catch {
      throw UsageError("\(name): \(error)")
    }
  }
}
