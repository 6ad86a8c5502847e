import SocketInspector

/// A column of the list of groups.
struct GroupColumn: Sendable {
  /// The heading, and how the column is laid out.
  let column: Column
  let value: @Sendable (ProcessGroup) -> Value

  private init(
    _ key: String, _ title: String, as kind: Column.Kind = .integer, isShortenable: Bool = false,
    omission: Column.Omission = .never, requires: Requirements = [],
    _ value: @escaping @Sendable (ProcessGroup) -> Value
  ) {
    column = Column(
      key, title, as: kind, isShortenable: isShortenable, omission: omission, requires: requires,
      title
    ) { _, _ in .null }
    self.value = value
  }

  /// The columns, from left to right.
  static func columns(_ grouping: Grouping) -> [GroupColumn] {
    let member: (key: String, title: String) =
      grouping == .process ? ("unit", "Unit") : ("process", "Process")
    let name = GroupColumn(
      grouping.rawValue, grouping.title, as: .string, isShortenable: true
    ) { $0.id.cell }
    let members = GroupColumn(
      member.key, member.title, as: .string, isShortenable: true, omission: .last(0)
    ) { group in
      let first = group.members.min { $0.lexicographicallyPrecedes($1) }
      let rest = group.members.count > 1 ? Array("+\(group.members.count - 1)".utf8) : []
      return .text(first.map { $0 + rest })
    }
    return [name] + numbers + [members]
  }

  private static let numbers: [GroupColumn] = [
    GroupColumn("pid", "PID", as: .array(of: .number)) { group in
      guard let first = group.pids.min() else { return .null }
      let rest = group.pids.count - 1
      return .word(rest == 0 ? "\(first)" : "\(first)+\(rest)")
    },
    GroupColumn("sockets", "Sockets") { .integer($0.socketCount) },
    GroupColumn("listening", "Listening", omission: .last(5)) {
      .integer($0.totals[.listening])
    },
    GroupColumn("established", "Established", omission: .last(6)) {
      .integer($0.totals[.established])
    },
    GroupColumn("closing", "Closing", omission: .last(4)) { .integer($0.totals[.closing]) },
    GroupColumn("send_rate", "Sent/s", omission: .last(3), requires: .rates) { group in
      group.rates?.send.map(Value.rounded) ?? .null
    },
    GroupColumn("receive_rate", "Recv/s", omission: .last(2), requires: .rates) { group in
      group.rates?.receive.map(Value.rounded) ?? .null
    },
    GroupColumn("peers", "Peers", omission: .last(1)) { .integer($0.peerCount) },
  ]
}

extension [GroupColumn] {
  var columns: [Column] { map(\.column) }

  /// The value of a group in a column.
  func value(_ key: String, of group: ProcessGroup) -> Value {
    first { $0.column.key == key }?.value(group) ?? .null
  }
}
