import SocketInspector

/// The columns of `--nat`.
enum TranslationColumns {
  typealias Entry = TranslationSnapshot.Entry

  /// The columns of JSON and CSV, in this order.
  static let data: [ListColumn<Entry>] =
    [
      ListColumn(
        "protocol", "Proto", "the protocol: tcp, udp, icmp, sctp ..., or its number"
      ) { .word($0.translation.transport.name) },
      ListColumn(
        "family", "Family", "the address family", choices: IPAddress.Family.allCases.map(\.rawValue)
      ) { .word($0.translation.original.source.ip?.family.rawValue) },
    ]
    + ends("source", "Source", "the source of the first packet", \.original.source)
    + ends(
      "destination", "Destination", "the destination of the first packet", \.original.destination)
    + ends(
      "translated_source", "Translated Source", "the source after translation", \.translated.source)
    + ends(
      "translated_destination", "Translated Destination", "the destination after translation",
      \.translated.destination)
    + [
      ListColumn(
        "translation", "Translation", "which end is translated",
        choices: AddressTranslation.Kind.allCases.map(\.rawValue)
      ) { .word($0.translation.kind?.rawValue) },
      state, seconds,
      ListColumn("replied", "Replied", as: .boolean, "whether a reply was seen") {
        .boolean($0.translation.isReplied)
      },
      ListColumn(
        "assured", "Assured", as: .boolean,
        "whether the kernel keeps the entry if the table of connections is full"
      ) { .boolean($0.translation.isAssured) },
    ] + owner("source", "the process that opened the connection", \.source)
    + owner("destination", "the process that accepts the connection", \.destination)

  /// The columns of the table.
  static let table: [ListColumn<Entry>] = [
    data[0], end("Source", \.original.source), end("Destination", \.original.destination),
    end("Translated Source", \.translated.source),
    end("Translated Destination", \.translated.destination), state, seconds,
    process("Source Process", \.source), process("Destination Process", \.destination),
  ]

  private static let state = ListColumn<Entry>(
    "state", "State", "the state of the connection as the kernel tracks it",
    null: "for protocols without states, such as UDP"
  ) { .text($0.translation.state.map { Array($0.utf8) }) }

  private static let seconds = ListColumn<Entry>(
    "seconds_left", "Seconds", as: .integer,
    "the time until the kernel forgets the connection if no packet arrives, in seconds",
    null: "if the kernel does not report it"
  ) { .integer($0.translation.secondsLeft) }

  private static func ends(
    _ key: String, _ title: String, _ summary: String,
    _ end: @escaping @Sendable (AddressTranslation) -> SocketAddress
  ) -> [ListColumn<Entry>] {
    [
      ListColumn("\(key)_address", title, "the address of \(summary)") {
        .address(end($0.translation).ip)
      },
      ListColumn(
        "\(key)_port", "\(title) Port", as: .port, "the port of \(summary)",
        null: "for protocols without ports, such as ICMP"
      ) { entry in
        let port = end(entry.translation).port
        return port == 0 ? .null : .integer(port)
      },
    ]
  }

  /// An end with its port, if it has one.
  private static func end(
    _ title: String, _ end: @escaping @Sendable (AddressTranslation) -> SocketAddress
  ) -> ListColumn<Entry> {
    ListColumn(title.lowercased(), title, mayOverflow: true, "an end of the connection") { entry in
      let end = end(entry.translation)
      return end.port == 0 ? .address(end.ip) : .endpoint(end)
    }
  }

  private static func owner(
    _ key: String, _ summary: String, _ socket: @escaping @Sendable (Entry) -> Socket?
  ) -> [ListColumn<Entry>] {
    let nullWhen = "if it is on another machine, or unknown"
    return [
      ListColumn("\(key)_pid", "PID", as: .integer, "the PID of \(summary)", null: nullWhen) {
        .integer(socket($0)?.namedOwner?.pid)
      },
      ListColumn("\(key)_process", "Process", "the program name of \(summary)", null: nullWhen) {
        let process = socket($0)?.namedOwner?.process
        return .text(process?.programNameBytes ?? process?.nameBytes)
      },
      ListColumn(
        "\(key)_container", "Container", "the container of \(summary)",
        null: "outside of a container, and \(nullWhen)"
      ) { .text(socket($0)?.controlGroup?.container?.labelBytes) },
    ]
  }

  /// `812/nginx`, as netstat shows a process.
  private static func process(
    _ title: String, _ socket: @escaping @Sendable (Entry) -> Socket?
  ) -> ListColumn<Entry> {
    ListColumn(title.lowercased(), title, isShortenable: true, "a process at an end") { entry in
      guard let owner = socket(entry)?.namedOwner else { return .null }
      let name = owner.process.programNameBytes ?? owner.process.nameBytes ?? []
      return .text(Array("\(owner.pid)/".utf8) + name)
    }
  }
}
