/// Reads tables of sockets: over netlink from the kernel itself, or from `self/net` of a proc tree.
struct SocketReader: ~Copyable {
  /// How often a table that loses rows is read at most.
  private static let mostPasses = 4

  private(set) var issues: [Issue] = []
  /// How many of the tables were read.
  private(set) var tableCount = 0

  private let directory: Directory
  private let release: (major: UInt64, minor: UInt64)?
  private var sources: Set<Snapshot.Source> = []
  private var found = TableRows()
  private var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)

  /// - Throws: ``SystemError`` when the tree has no `self/net` and no `net`.
  init(_ root: borrowing Directory) throws(SystemError) {
    directory = try Self.directory(of: root)
    release = (try? root.contents(of: "sys/kernel/osrelease", limit: 256))
      .flatMap { $0.span.kernelRelease }
  }

  /// `self/net` is there even where `net` is not (a mount with `subset=pid`); a recording may have
  /// either.
  private static func directory(of root: borrowing Directory) throws(SystemError) -> Directory {
    do throws(SystemError) {
      return try root.directory("self/net")
    } catch {
      if !error.isGone { throw error }
      return try root.directory("net")
    }
  }

  /// The sockets that wait for whoever comes, wanted or not: they tell inbound from outbound.
  var listeners: [Socket] { found.listeners }

  /// Where the rows came from.
  var source: Snapshot.Source { sources.count > 1 ? .mixed : sources.first ?? .procfs }

  /// Whether a socket that its process has closed, or has not accepted yet, shows its user.
  private var showsUserWithoutDescriptor: Bool { release.map { $0 >= (6, 17) } ?? false }

  /// Reads the tables that a query asks for, each from the source that the query allows.
  ///
  /// - Parameter isWanted: Which rows are kept.
  /// - Throws: ``SystemError`` where the query allows netlink alone, and it does not answer.
  mutating func read(_ query: Query, where isWanted: (Socket) -> Bool) throws(SystemError) {
    var tellsBoundInactive = !query.filter.wantsBoundInactive
    for transport in TransportProtocol.allCases where query.filter.transports.contains(transport) {
      if try readNetlink(transport, query, where: isWanted) {
        tellsBoundInactive = tellsBoundInactive || transport == .tcp
      } else {
        for table in query.tables where table.transport == transport {
          read(table, where: isWanted)
        }
      }
    }
    // A kernel that does not know the request passes over it.
    if release.map({ $0 < (6, 8) }) ?? true { tellsBoundInactive = false }
    if query.filter.wantsBoundInactive, !tellsBoundInactive,
      !found.rows.contains(where: { $0.state == .boundInactive })
    {
      issues.append(.unlistedState(.boundInactive))
    }
  }

  /// Makes room for as many rows as the kernel counts sockets, so that they need not be copied as
  /// they get more.
  private mutating func makeRoom() {
    guard let text = try? directory.contents(of: "sockstat", limit: 4096),
      let count = text.span.socketCount
    else { return }
    let likely = Int(min(count, 1 << 22))
    found.rows.reserveCapacityInLargePages(likely + likely / 8)
  }

  /// - Returns: Whether the protocol's sockets were read: false where another source has to tell.
  private mutating func readNetlink(
    _ transport: TransportProtocol, _ query: Query, where isWanted: (Socket) -> Bool
  ) throws(SystemError) -> Bool {
    guard query.usableSource != .procfs else { return false }
    do throws(SystemError) {
      var reader = try SockDiagReader(
        transport, showsUserWithoutDescriptor: showsUserWithoutDescriptor,
        wantsRetransmits: query.wantsRetransmits)
      let selection = SockDiagSelection(query.filter, transport)
      if query.filter.isEverything, found.rows.isEmpty { makeRoom() }
      try reader.read(selection, buffer: &buffer) { socket in
        found.add(socket, if: isWanted)
      }
    } catch {
      if query.usableSource == .netlink { throw error }
      found.removeAll(of: transport)
      return false
    }
    tableCount += 1
    sources.insert(.netlink)
    return true
  }

  /// Reads a table from the proc tree. A table that does not exist has no rows: its protocol is not
  /// there.
  ///
  /// - Parameter isWanted: Which rows are kept.
  mutating func read(_ table: ProcNetTable, where isWanted: (Socket) -> Bool) {
    var malformed = MalformedLines()
    do throws(SystemError) {
      for pass in 1...Self.mostPasses {
        let known = found.rows.count
        malformed = MalformedLines()
        let pieces = try readOnce(table, &malformed, where: isWanted)
        if pass == 1 {
          tableCount += 1
          sources.insert(.procfs)
        }
        if !table.losesRows || pieces < 2 { break }
        found.rows.sortOnce()
        if pass > 1, found.rows.count == known { break }
      }
    } catch {
      if !error.isGone { issues.append(.unreadableTable(error)) }
    }
    if let issue = malformed.issue(in: table) { issues.append(issue) }
  }

  /// What to say when none of the tables that were asked for could be read, or none exists.
  var failure: SystemError {
    for case .unreadableTable(let error) in issues { return error }
    return SystemError(.open, directory.path, code: SystemError.noSuchFile)
  }

  /// The rows that were kept, in the order of a snapshot. The kernel repeats rows when a table
  /// changes while it is read: each is here once, as it was last.
  consuming func finished() -> [Socket] {
    found.rows.sortOnce()
    return found.rows
  }

  /// - Returns: In how many pieces the kernel gave the table.
  private mutating func readOnce(
    _ table: ProcNetTable, _ malformed: inout MalformedLines, where isWanted: (Socket) -> Bool
  ) throws(SystemError) -> Int {
    let format = ProcNetLine(
      transport: table.transport, family: table.family,
      showsUserWithoutDescriptor: showsUserWithoutDescriptor)
    var lines = LineReader(try directory.regularFile(table.name))
    var number = 0
    try lines.forEachLine(buffer: &buffer) { line, isTerminated in
      number += 1
      do throws(ParseError) {
        let socket = try format.parse(line, isTerminated: isTerminated)
        found.add(socket, if: isWanted)
      } catch {
        if number == 1 {
          if !line.isHeading { malformed.add(ParseError(field: .heading, column: 1), line: 1) }
        } else {
          malformed.add(error, line: number)
        }
      }
    }
    if number == 0 { malformed.add(ParseError(field: .heading, column: 1), line: 1) }
    return lines.pieces
  }
}

/// What the tables gave.
private struct TableRows {
  private(set) var listeners: [Socket] = []
  var rows: [Socket] = []

  mutating func add(_ socket: Socket, if isWanted: (Socket) -> Bool) {
    if socket.isListening { listeners.append(socket) }
    if isWanted(socket) { rows.appendInLargePages(socket) }
  }

  mutating func removeAll(of transport: TransportProtocol) {
    listeners.removeAll { $0.transport == transport }
    rows.removeAll { $0.transport == transport }
  }
}

/// Counts the lines of a table that are no rows.
private struct MalformedLines {
  private var count = 0
  private var first: (line: Int, error: ParseError)?

  mutating func add(_ error: ParseError, line: Int) {
    count += 1
    if first == nil { first = (line, error) }
  }

  func issue(in table: ProcNetTable) -> Issue? {
    first.map {
      .malformedLines(
        table: table.name, count: count, firstLine: $0.line, firstError: $0.error)
    }
  }
}
