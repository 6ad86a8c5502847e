import SocketInspector

/// The manual in mdoc(7): the template `manual.mdoc`, which is embedded in the program, with generated
/// parts in place of the lines that begin with `.\"@`.
enum ManualPage {
  /// A generated part of the manual.
  enum Part: String, CaseIterable {
    case options
    case dataColumns = "data-columns"
    case otherColumns = "other-columns"
    case tcpInfoColumns = "tcp-info-columns"
    case processKeys = "process-keys"
    case documentKeys = "document-keys"
    case ownership
    case states
    case keys
    case exitStatus = "exit-status"
    case examples
    case accounting
    case eventColumns
    case habits
    case translationKeys = "translation-keys"
    case ruleKeys = "rule-keys"
  }

  /// The text of the template.
  static var template: String { String(decoding: PackageResources.manual_mdoc, as: UTF8.self) }

  static func text() -> String {
    var page = Mdoc()
    for line in template.split(separator: "\n") {
      if let part = part(at: line) {
        append(part, to: &page)
      } else if !line.hasPrefix(#".\""#) {
        page.markup(line)
      }
    }
    return page.text
  }

  /// The part that a line of the template stands for; nil for any other line.
  static func part(at line: Substring) -> Part? {
    let mark = #".\"@ "#
    return line.hasPrefix(mark) ? Part(rawValue: String(line.dropFirst(mark.count))) : nil
  }

  private static func append(_ part: Part, to page: inout Mdoc) {
    switch part {
    case .options: options(&page)
    case .dataColumns: columns(SocketColumns.data, &page)
    case .otherColumns:
      let elsewhere = Set((SocketColumns.data + TCPInfoColumns.all).map(\.key))
      columns(SocketColumns.all.filter { !elsewhere.contains($0.key) }, &page)
    case .tcpInfoColumns:
      page.text("They are null \(TCPInfoColumns.nullWhen).")
      columns(TCPInfoColumns.all, exceptingNull: TCPInfoColumns.nullWhen, &page)
    case .processKeys: page.list(ProcessColumns.all.map { ($0.key, $0.summary) })
    case .documentKeys:
      let fields = DocumentFields.all.map { ($0.key, $0.summary) }
      let all = fields + [(DocumentFields.sockets, DocumentFields.socketsSummary)]
      page.list(all.map { ($0, sentence($1)) })
    case .ownership:
      page.list(
        Ownership.allCases.map { ownership in
          let hasListeners = ownership == .handshake || ownership == .acceptQueue
          return (
            ownership.rawValue,
            ownership.explanation
              + (hasListeners ? " The column listener_pids contains their PIDs." : "")
          )
        })
    case .states:
      page.list((SocketState.named + [.boundInactive]).map { ($0.label, $0.explanation) })
    case .keys: page.list(KeyTable.all.map { ($0.keys, sentence($0.meaning)) })
    case .exitStatus: page.list(ExitStatusHelp.all.map { ("\($0.status.rawValue)", $0.details) })
    case .examples: examples(Example.all, &page)
    case .accounting: examples(Example.accounting, &page)
    case .eventColumns: columns(SummaryColumns.all, &page)
    case .ruleKeys: columns(RuleColumns.data.map(\.heading), &page)
    case .translationKeys: columns(TranslationColumns.data.map(\.heading), &page)
    case .habits:
      page.commands(ForeignHabits.documented)
    }
  }

  private static func examples(_ examples: [Example], _ page: inout Mdoc) {
    for (index, example) in examples.enumerated() {
      if index > 0 { page.line("Pp") }
      page.example(example)
    }
  }

  private static func options(_ page: inout Mdoc) {
    for section in Option.Section.allCases {
      page.subsection(section.rawValue)
      page.line("Bl -tag -width Ds")
      for option in OptionTable.all where option.section == section {
        page.line("It \(page.flags(of: option))")
        page.text(sentence(option.summary), placeholders: option.placeholders)
        if !option.details.isEmpty {
          page.text(option.details, placeholders: option.placeholders)
        }
        if !option.aliases.isEmpty {
          page.text("Also accepted as \(UsageError.list(option.aliases.map { "--\($0)" })).")
        }
      }
      page.line("El")
    }
  }

  /// - Parameter usual: When the columns are null, if the text above them says it.
  private static func columns(
    _ columns: [Column], exceptingNull usual: String? = nil, _ page: inout Mdoc
  ) {
    page.list(
      columns.map { column in
        let choices =
          column.choices.isEmpty ? "" : " Values: " + column.choices.joined(separator: ", ") + "."
        let null = column.nullWhen == usual ? nil : column.nullWhen.map { " Null \($0)." }
        return (column.key, sentence(column.summary) + choices + (null ?? ""))
      })
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }
}
