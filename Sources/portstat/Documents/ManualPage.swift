import SocketInspector

/// The manual in mdoc(7), generated from ``ManualText`` and the tables of options and columns.
enum ManualPage {
  /// The date of the last change of the text.
  private static let date = "November 21, 2026"

  static func text() -> String {
    var page = Mdoc()
    page.line("Dd \(date)")
    page.line("Dt PORTSTAT 1")
    page.line("Os")
    page.section("NAME")
    page.line("Nm portstat")
    page.line("Nd show sockets, the processes that hold them, and what their ports are for")
    page.section("SYNOPSIS")
    page.line("Nm")
    page.line("Op Ar OPTIONS")
    page.line("Op Ar SELECTOR ...")
    page.section("DESCRIPTION")
    page.paragraphs(ManualText.description)
    options(&page)
    selectors(&page)
    columns(&page)
    page.section("OWNERSHIP")
    page.text("What the ownership column says, in text and in JSON:")
    page.list(Ownership.allCases.map { ($0.rawValue, $0.explanation) })
    page.section("STATES")
    page.list((SocketState.named + [.boundInactive]).map { ($0.label, $0.explanation) })
    page.section("WATCH")
    page.paragraphs(ManualText.watch)
    page.list(KeyHelp.all.map { ($0.keys, $0.meaning) })
    page.section("ENVIRONMENT")
    page.list(ManualText.environment.map { ($0.name, $0.meaning) })
    page.section("FILES")
    page.text(
      "With --proc, portstat reads the tables and processes in that directory instead of /proc.")
    page.list(ManualText.files.map { ($0.path, $0.meaning) })
    page.section("EXIT STATUS")
    page.list(ManualText.exitStatus.map { ("\($0.status.rawValue)", $0.meaning) })
    page.section("EXAMPLES")
    page.text("Each with what it answers:")
    for example in Example.all { page.example(example) }
    page.section("SEE ALSO")
    // Not as Xr macros: mandoc -T lint checks whether those pages are installed on the machine.
    page.text("proc(5), sock_diag(7), lsof(8), netstat(8), ss(8)")
    page.section("STANDARDS")
    page.text(
      "RFC 9293 (states), RFC 6335 (classes of ports), RFC 5952 (text of IPv6 addresses), "
        + "RFC 8259 (JSON), RFC 4180 (CSV).")
    page.section("CAVEATS")
    page.paragraphs(ManualText.caveats)
    return page.text
  }

  private static func options(_ page: inout Mdoc) {
    page.section("OPTIONS")
    page.paragraphs([
      """
      Options may be bundled (-tulpn), may stand behind selectors, and take their value behind = or \
      as the next word; -- ends them. Different filters must all hold; the values of one are \
      alternatives. A value that begins with ^ refuses what it names.
      """
    ])
    for section in Option.Section.allCases {
      page.subsection(section.rawValue)
      page.line("Bl -tag -width Ds")
      for option in OptionTable.all where option.section == section {
        page.line("It \(page.flags(of: option))")
        page.text(sentence(option.summary))
        if !option.details.isEmpty { page.text(option.details) }
      }
      page.line("El")
    }
  }

  private static func selectors(_ page: inout Mdoc) {
    page.section("SELECTORS")
    page.text("A selector picks sockets by their local end; several are alternatives:")
    page.list(ManualText.selectors.map { ($0.form, $0.meaning) })
  }

  private static func columns(_ page: inout Mdoc) {
    page.section("COLUMNS")
    page.text(
      """
      The names for --columns and --sort, the keys of JSON and the heading of CSV. JSON and CSV have \
      all but the last \(SocketColumns.all.count - SocketColumns.data.count) unless --columns chooses \
      others. What is not known or does not exist is null in JSON, empty in CSV and - in the table.
      """)
    page.list(
      SocketColumns.all.map { column in
        let choices = column.choices.isEmpty ? "" : ": " + column.choices.joined(separator: ", ")
        let null = column.nullWhen.map { " Null \($0)." } ?? ""
        return (
          column.key, "\(sentence(column.kind.name + ": " + column.summary + choices))\(null)"
        )
      })
    let members = ProcessColumns.all.filter { !$0.isOptional }
    let alwaysKnown = members.filter { !$0.isNullable }.map(\.key)
    page.text(
      """
      An element of processes has the keys \(sentence(listing: members.map { ($0.key, $0.note) })) \
      Each but \(alwaysKnown.joined(separator: " and ")) is null where it cannot be read. \
      \(ProcessColumns.all.filter(\.isOptional).compactMap(\.note).joined(separator: " "))
      """)
    page.line("Pp")
    let fields = DocumentFields.all.map { ($0.key, $0.note) } + [(DocumentFields.sockets, nil)]
    page.text(
      """
      The JSON document around the sockets has the keys \(sentence(listing: fields)) \
      --json-schema prints its JSON Schema, which holds without --columns.
      """)
  }

  /// `pid, fds (numbers) and user.`
  private static func sentence(listing keys: [(key: String, note: String?)]) -> String {
    let words = keys.map { key, note in key + (note.map { " (\($0))" } ?? "") }
    return words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "") + "."
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
  }
}

/// Writes mdoc(7) markup.
private struct Mdoc {
  private(set) var text = ".\\\" Made by: portstat --generate man\n"

  /// Appends a macro line, whose text is not escaped.
  mutating func line(_ macro: String) { text += ".\(macro)\n" }

  mutating func section(_ title: String) { line("Sh \(title)") }

  mutating func subsection(_ title: String) { line("Ss \(title)") }

  /// Appends plain text. Every sentence begins a line, and no line is longer than 80 bytes.
  mutating func text(_ plain: String) {
    for sentence in plain.replacing(". ", with: ".\n").split(separator: "\n") {
      var line = ""
      for word in Self.escaped(String(sentence)).split(separator: " ") {
        if !line.isEmpty, line.utf8.count + word.utf8.count > 78 {
          text += line + "\n"
          line = ""
        }
        let isControl = line.isEmpty && (word.hasPrefix(".") || word.hasPrefix("'"))
        line += (line.isEmpty ? "" : " ") + (isControl ? "\\&" : "") + word
      }
      text += line + "\n"
    }
  }

  mutating func paragraphs(_ paragraphs: [String]) {
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { line("Pp") }
      text(paragraph)
    }
  }

  /// Appends a list of terms, each with its explanation below.
  mutating func list(_ entries: [(String, String)]) {
    line("Bl -tag -width Ds")
    for (term, meaning) in entries {
      line("It \(argument(term))")
      text(meaning)
    }
    line("El")
  }

  mutating func example(_ example: Example) {
    line("Pp")
    text(example.purpose)
    line("Pp")
    line("Dl \(Self.escaped(example.command).replacing("\"", with: "\\(dq"))")
  }

  /// `Fl t , Fl Fl tcp`
  func flags(of option: Option) -> String {
    var names = "Fl Fl \(Self.escaped(option.long))"
    switch option.argument {
    case .none: break
    case .required(let value, _): names += " Ar \(argument(value))"
    case .attached(let value, _): names += " Ns Op = Ns Ar \(argument(value))"
    }
    return (option.short.map { "Fl \($0) , " } ?? "") + names
  }

  /// Quotes a text as one argument of a macro.
  private func argument(_ plain: String) -> String {
    "\"\(Self.escaped(plain))\""
  }

  private static func escaped(_ plain: String) -> String {
    plain.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }
}
