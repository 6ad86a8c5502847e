import SocketInspector

/// The columns about the ancestors of the owner that the table names.
enum AncestryColumns {
  static let all: [Column] = [
    Column(
      "ancestry", "Ancestry", isShortenable: true, requires: [.parents, .programName],
      """
      the ancestors of the owner that the table names, from the first process to the owner, as in \
      systemd>sshd>bash>python3; > in a name is written as \\x3e, and ? stands for a name that cannot \
      be read
      """,
      null: "if no owner is known, or if its parent cannot be read"
    ) { socket, _ in ancestry(socket) },
    Column(
      "parents", "Parents", as: .array(of: .ancestor), isShortenable: true, requires: .parents,
      """
      the ancestors of the owner that the table names, from its parent to process 1, each with its pid \
      and name; the table shows PID/name
      """, null: "if no owner is known, or if its parent cannot be read"
    ) { socket, _ in
      socket.namedOwner?.process.parents.map(Value.ancestors) ?? .null
    },
  ]

  private static func ancestry(_ socket: Socket) -> Value {
    guard let process = socket.namedOwner?.process, let parents = process.parents else {
      return .null
    }
    let own = process.programNameBytes ?? process.nameBytes
    let names = parents.reversed().map(\.nameBytes) + [own]
    return .chain(names.map { $0 ?? [UInt8(ascii: "?")] })
  }
}
