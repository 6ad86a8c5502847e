import SocketInspector

extension Arguments {
  /// Selects a mode that lists something else than sockets. `--help --nat` prints the help.
  ///
  /// - Throws: ``UsageError`` if another such mode was selected.
  mutating func list(_ mode: Mode) throws(UsageError) {
    if case .document = self.mode { return }
    if self.mode != mode, self.mode == .translations || self.mode == .published {
      throw UsageError.excluding("--nat", "--published")
    }
    self.mode = mode
  }

  /// Checks the options of a mode that lists something else than sockets.
  ///
  /// - Parameter option: The option that selects the mode.
  /// - Throws: ``UsageError`` for an option that has no meaning for the list.
  func checkList(of option: String) throws(UsageError) {
    let others: [(name: String, isGiven: Bool)] = [
      ("--quiet", printsPIDs), ("--signal", signal.signal != nil),
      ("--count-by", output.countedColumns != nil), ("--wait", wait != nil),
      ("--watch", watchInterval != nil), ("--netns", namespaces != .standard),
      ("--columns", output.columnChoice != nil), ("--sort", !output.sortKeys.isEmpty),
      ("--listening", filter.isListeningOnly), ("--state", !filter.states.isEmpty),
      ("--user", !filter.userIDs.isEmpty || !userNames.isEmpty),
      ("--count-by", output.counts != nil), ("--wait", wait != nil),
      ("--class", !filter.classes.isEmpty), ("--scope", !filter.scopes.isEmpty),
      ("--remote-scope", !filter.remoteScopes.isEmpty),
      ("--interface", !filter.interfaces.isEmpty), ("--direction", !filter.directions.isEmpty),
    ]
    if mode == .published, procPath != nil {
      throw UsageError.excluding(
        option, "--proc", because: "rules are read from the local kernel only")
    }
    if let other = others.first(where: \.isGiven) {
      throw UsageError.excluding(option, other.name)
    }
  }
}
