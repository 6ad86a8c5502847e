/// The connections whose addresses the kernel of a machine translates (NAT) at one moment, with the sockets at their ends.
///
///     let snapshot = try TranslationSnapshot.capture(.all)
///     for entry in snapshot.entries {
///       print(entry.translation.original.destination, entry.translation.translated.destination)
///     }
public struct TranslationSnapshot: Sendable {
  /// A translated connection, and the sockets at its ends, as far as they are on this machine.
  public struct Entry: Sendable {
    /// The ends, the state and the time left.
    public let translation: AddressTranslation
    /// The socket that opened the connection; nil if it is on another machine, or in a network namespace that could
    /// not be read.
    public let source: Socket?
    /// The socket that accepts the connection; nil in the same cases.
    public let destination: Socket?
  }

  /// When the reading began.
  public let time: Timestamp
  /// The machine's name, as ``Snapshot/hostBytes``.
  public let hostBytes: [UInt8]?
  /// Where the connections were read.
  public let source: RowSource
  /// What could not be seen.
  public let issues: [Issue]
  /// The number of sockets at the ends whose owners are hidden.
  public let hiddenOwnerCount: Int
  /// Sorted by protocol, then by the original ends.
  public let entries: [Entry]

  /// Reads the connections that a filter matches, in the network namespace of this process; in a tree that is given, in
  /// that of its process 1.
  ///
  /// - Parameter query: Its selectors, and its criteria on ports, addresses, protocols and owners count. A criterion
  ///   on ends matches if it matches one of the four: the original source and destination, and the translated ones.
  /// - Throws: ``SystemError`` if this process may not read the connections, or the kernel does not track any.
  public static func capture(_ query: Query) throws(SystemError) -> TranslationSnapshot {
    let tree = try ProcFileSystem(query.procPath)
    let time = Timestamp.now
    let found = try TranslationReader(tree).read(query.source)
    let filter = TranslationFilter(query.filter)
    let translations = found.translations.filter(filter.matches)
    var (entries, issues): ([Entry], [Issue]) = ([], found.issues)
    if !translations.isEmpty {
      let snapshot = try Snapshot.capture(query.forEndsOfTranslations, in: tree)
      let ends = TranslationEnds(snapshot)
      entries = translations.map { translation in
        Entry(
          translation: translation, source: ends.source(of: translation),
          destination: ends.destination(of: translation))
      }.filter { filter.matchesOwners([$0.source, $0.destination]) }
      issues += snapshot.issues
    }
    let hidden = Set(
      entries.flatMap { [$0.source, $0.destination].compactMap(\.self) }
        .filter { $0.ownership == .denied }.map(\.inode))
    // Processes that could not be read do not matter if the owners of all these sockets are known.
    if hidden.isEmpty { issues.removeAll(where: \.hidesProcesses) }
    return TranslationSnapshot(
      time: time, hostBytes: tree.hostName, source: found.source, issues: issues,
      hiddenOwnerCount: hidden.count, entries: entries)
  }
}

extension Query {
  /// The sockets that may be at the ends of translated connections: of containers too, whose connections the network
  /// namespace of the machine translates.
  fileprivate var forEndsOfTranslations: Query {
    var query = self
    query.filter = Filter()
    query.namespaces = procPath == nil ? .all : .standard
    query.requirements = requirements.union([.owners, .programName, .controlGroup])
    return query
  }
}
