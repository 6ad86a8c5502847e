import SocketInspector

/// Lists the rules that forward ports on which no socket listens.
struct PublishedAction: Action {
  private let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let settings = settings
    let snapshot: ForwardingSnapshot
    do throws(SystemError) {
      snapshot = try ForwardingSnapshot.capture(settings.query)
    } catch {
      if !error.isDenied { throw error }
      return Outcome(unreadable: error, because: "run as root, or with CAP_NET_ADMIN")
    }
    let list = RowList(
      "Forwarded Ports", key: "published",
      document: DocumentFields.values(
        time: snapshot.time, host: snapshot.hostBytes, source: .netlink,
        isComplete: snapshot.issues.isEmpty),
      snapshot.entries, table: RuleColumns.table, data: RuleColumns.data,
      for: settings.output.format)
    return try console.write({ list.outcome(settings, snapshot.issues) }) {
      (output) throws(SystemError) in
      try list.write(settings, to: &output)
    }
  }
}
