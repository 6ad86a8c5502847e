/// The text of `--help`, generated from the option table.
enum HelpText {
  static let usage = "portstat [OPTIONS] [SELECTOR ...]"

  static func text() -> String {
    var lines = [
      "Usage: \(usage)", "",
      "Lists TCP and UDP sockets, and the processes that hold them.",
      "SELECTOR picks by local port: 8080, 8000-8100, https, udp:53, 127.0.0.1:631",
    ]
    for section in Option.Section.allCases {
      lines += ["", "\(section.rawValue):"]
      lines += OptionTable.all.filter { $0.section == section }.map(line)
    }
    lines += ["", "A value that begins with ^ refuses it: --state ^time-wait", "", "Examples:"]
    lines += [
      "  portstat -tln                       TCP listeners, without names of services",
      "  portstat 8080                       which process owns port 8080",
      "  portstat --json --state established | jq .sockets",
    ]
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
    let padding = String(repeating: " ", count: max(29 - names.count, 1))
    return names + padding + option.summary
  }
}
