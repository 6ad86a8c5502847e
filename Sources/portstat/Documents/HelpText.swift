/// The text of `--help`, generated from the option table.
enum HelpText {
  static let usage = "portstat [OPTIONS] [SELECTOR ...]"

  static func text() -> String {
    var lines = [
      "Usage: \(usage)", "",
      "Show TCP and UDP sockets and the processes that own them.",
      "SELECTOR is a local port, service or address: 8080, 8000-8100, https, udp:53,",
      "127.0.0.1:631",
    ]
    for section in Option.Section.allCases {
      lines += ["", "\(section.rawValue):"]
      lines += OptionTable.all.filter { $0.section == section }.map(line)
    }
    lines += ["", "Prefix a value with ^ to exclude it: --state ^time-wait", "", "Examples:"]
    lines += [
      "  portstat -tulpn                     listening sockets, as with netstat",
      "  portstat 8080                       the processes that own port 8080",
      "  portstat --json --state established | jq .sockets",
    ]
    lines += ["", "Keys of the live view:"]
    lines += KeyTable.all.map { aligned("  \($0.keys)", $0.meaning, at: 18) }
    lines += ["", "Exit status:"]
    lines += ExitStatusHelp.all.map { "  \($0.status.rawValue)  \($0.summary)" }
    lines += ["", "See man portstat for columns, states and the reasons why owners are missing."]
    return lines.joined(separator: "\n") + "\n"
  }

  /// `  -l, --listening              SUMMARY`
  private static func line(_ option: Option) -> String {
    var names = option.short.map { "  -\($0), --\(option.long)" } ?? "      --\(option.long)"
    switch option.argument {
    case .none: break
    case .required(let placeholder, _): names += " \(placeholder)"
    case .attached(let placeholder, _): names += "[=\(placeholder)]"
    }
    return aligned(names, option.summary, at: 29)
  }

  private static func aligned(_ term: String, _ meaning: String, at column: Int) -> String {
    term + String(repeating: " ", count: max(column - term.count, 1)) + meaning
  }
}
