/// What users of other tools type, and what to type instead, for the manual and the README.
enum ComingFrom {
  /// A row of the table.
  struct Row {
    /// Command lines of other tools that mean the same.
    let typed: [String]
    /// What to type, or a sentence.
    let answer: String
  }

  static let rows = [
    Row(typed: ["netstat -ano", "netstat -tulpn", "ss -antp"], answer: "The same options."),
    Row(
      typed: ["ss -tln sport = :8080", "lsof -iTCP:8080 -sTCP:LISTEN"],
      answer: "portstat -tl 8080"),
    Row(typed: ["lsof -ti:8080"], answer: "portstat -q 8080"),
    Row(typed: ["ss state time-wait"], answer: "portstat --state time-wait"),
    Row(typed: ["ss exclude established"], answer: "portstat --state ^established"),
    Row(typed: ["ss dst 10.0.0.0/8"], answer: "portstat --remote 10.0.0.0/8"),
    Row(typed: ["ss dport = :443"], answer: "portstat --remote-port 443"),
    Row(typed: ["lsof -i -a -p 812"], answer: "portstat --pid 812"),
    Row(typed: ["lsof -i -a -c nginx"], answer: "portstat --process nginx"),
    Row(typed: ["netstat -c", "watch ss"], answer: "portstat --watch"),
  ]

  /// The table in the README.
  static func markdown() -> String {
    let lines = rows.map { row in
      let typed = row.typed.map { "`\($0)`" }.joined(separator: ", ")
      return "| \(typed) | \(row.answer.hasSuffix(".") ? row.answer : "`\(row.answer)`") |\n"
    }
    return "| there | here |\n| --- | --- |\n" + lines.joined()
  }
}
