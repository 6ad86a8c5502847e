/// The command line of Benchmarks.
struct Options {
  private(set) var maxItems = 1_000_000
  private(set) var rounds = 5
  private(set) var isHelp = false
  private var names: [String] = []

  var subjects: [Subject] {
    Subject.all.filter { subject in
      names.isEmpty || names.contains { subject.name.contains($0) }
    }
  }

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--help", "-h": isHelp = true
      case "--most": maxItems = try Self.number(argument, rest.popFirst())
      case "--rounds": rounds = try Self.number(argument, rest.popFirst())
      case _ where argument.hasPrefix("-"):
        throw Failure(description: "unknown option '\(argument)'; see --help")
      default: names.append(argument)
      }
    }
    if subjects.isEmpty { throw Failure(description: "no subject name contains \(names)") }
  }

  private static func number(_ option: String, _ text: String?) throws -> Int {
    guard let number = text.flatMap({ Int($0) }), number > 0 else {
      throw Failure(description: "\(option): expected a number greater than 0")
    }
    return number
  }
}
