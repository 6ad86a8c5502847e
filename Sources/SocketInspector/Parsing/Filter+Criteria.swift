extension Filter {
  /// A criterion, by the name of its option on the command line.
  public enum Key: String, CaseIterable, Sendable {
    case state
    case port
    case localPort = "local-port"
    case remotePort = "remote-port"
    case local
    case remote
    case pid
    case process
    case command
    case unit
    case container
    case `class`
    case scope
    case remoteScope = "remote-scope"
    case interface
    case direction
    case ownership
  }

  /// Adds the values of a criterion, as its option on the command line does: values separated by commas, of
  /// which those with the prefix `^` are excluded.
  ///
  /// - Throws: ``FilterTextError`` if a value is invalid.
  public mutating func add(_ key: Key, _ text: String) throws(FilterTextError) {
    switch key {
    case .state: states.add(try Criterion(parsing: text, SocketState.states))
    case .port: ports.add(try Criterion(text))
    case .localPort: localPorts.add(try Criterion(text))
    case .remotePort: remotePorts.add(try Criterion(text))
    case .local: localNetworks.add(try Criterion(text))
    case .remote: remoteNetworks.add(try Criterion(text))
    case .pid:
      pids.add(
        try Criterion(parsing: text) { (word) throws(FilterTextError) in [try Filter.pid(word)] })
    case .process: processNames.add(try Self.patterns(text))
    case .command: commands.add(try Self.patterns(text))
    case .unit: units.add(try Self.patterns(text))
    case .container: containers.add(try Self.patterns(text))
    case .class: classes.add(try Self.words(text, "class"))
    case .scope: scopes.add(try Self.words(text, "scope"))
    case .remoteScope: remoteScopes.add(try Self.words(text, "scope"))
    case .interface:
      interfaces.add(
        try Criterion(parsing: text) { (word) throws(FilterTextError) in [.name(word)] })
    case .direction: directions.add(try Self.words(text, "direction"))
    case .ownership: ownerships.add(try Self.words(text, "ownership"))
    }
  }

  /// Parses a PID, 1 to 2,147,483,647.
  package static func pid(_ text: String) throws(FilterTextError) -> Int32 {
    guard text.isDecimal, let pid = Int32(text), pid > 0 else { throw FilterTextError(text, .pid) }
    return pid
  }

  private static func patterns(_ text: String) throws(FilterTextError) -> Criterion<NamePattern> {
    try Criterion(parsing: text) { (word) throws(FilterTextError) in [NamePattern(word)] }
  }

  private static func words<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ kind: String
  ) throws(FilterTextError) -> Criterion<Value> where Value.RawValue == String {
    try Criterion(parsing: text) { (word) throws(FilterTextError) in
      guard let value = Value(rawValue: word.lowercased()) else {
        throw FilterTextError(word, .word(kind: kind, choices: Value.allCases.map(\.rawValue)))
      }
      return [value]
    }
  }
}
