/// The table for users of other programs in the README, from ``ForeignHabits``.
enum ComingFrom {
  /// The table in Markdown.
  static func markdown() -> String {
    let lines = ForeignHabits.documented.map { "| \(cell($0.typed)) | \(cell($0.instead)) |\n" }
    return "| Instead of | type |\n| --- | --- |\n" + lines.joined()
  }

  /// Commands as code, separated by commas, with a remark in parentheses as text.
  private static func cell(_ commands: String) -> String {
    let parts = commands.split(separator: ", ").map { command in
      let remark = command.hasSuffix(")") ? command.firstRange(of: " (")?.lowerBound : nil
      let code = command[..<(remark ?? command.endIndex)].replacing("|", with: "\\|")
      return "`\(code)`" + command[(remark ?? command.endIndex)...]
    }
    return parts.joined(separator: ", ")
  }
}
