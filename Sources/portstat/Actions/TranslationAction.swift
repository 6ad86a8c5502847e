import SocketInspector

/// Lists the connections whose addresses the kernel translates.
struct TranslationAction: Action {
  private let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let settings = settings
    let snapshot: TranslationSnapshot
    do throws(SystemError) {
      snapshot = try TranslationSnapshot.capture(settings.query)
    } catch {
      return Outcome(unreadable: error, because: Self.remedy(error))
    }
    let list = RowList(
      "Network Address Translations", key: "translations",
      document: DocumentFields.values(
        time: snapshot.time, host: snapshot.hostBytes, source: snapshot.source,
        isComplete: snapshot.issues.isEmpty),
      snapshot.entries, table: TranslationColumns.table, data: TranslationColumns.data,
      for: settings.output.format)
    return try console.write({
      var outcome = list.outcome(settings, snapshot.issues)
      outcome.hiddenOwnerCount = snapshot.hiddenOwnerCount
      if outcome.hasNoMatch { outcome.hint = "no translated connection matches" }
      if snapshot.hiddenOwnerCount > 0 { outcome.hiddenOwners = .certain(mayShareOthers: false) }
      return outcome
    }) { (output) throws(SystemError) in try list.write(settings, to: &output) }
  }

  /// What the user can do if the list cannot be read.
  private static func remedy(_ error: SystemError) -> String {
    if error.isDenied { return "run as root, or with CAP_NET_ADMIN" }
    return error.isGone
      ? "the kernel does not track connections (nf_conntrack), or this is a recording without them"
      : "the kernel may lack connection tracking (nf_conntrack)"
  }
}
