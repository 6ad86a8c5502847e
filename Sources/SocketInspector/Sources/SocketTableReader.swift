/// Reads tables of sockets: over netlink from the kernel itself, or from `self/net` of a proc tree.
struct SocketTableReader: ~Copyable {
  /// A part shorter than this was not full, so it was the last: rows have at most 300 bytes.
  /// Parts are one memory page long (`seq_read_iter` in `fs/seq_file.c`).
  private static let unfilledPartLength = pageSize - 300

  private(set) var issues: [Issue] = []
  /// How many of the tables were read.
  private(set) var tableCount = 0

  private let directory: Directory
  /// Whether the tables are a kernel's, which change while they are read, and not a recording.
  private let isLive: Bool
  private let release: (major: UInt64, minor: UInt64)?
  private var sources: Set<RowSource> = []
  private var found = TableRows()
  private var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)

  /// - Throws: ``SystemError`` when the tree has no `self/net` and no `net`.
  init(_ root: borrowing Directory) throws(SystemError) {
    directory = try Self.directory(of: root)
    isLive = directory.isProcFileSystem
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

  /// Where the rows came from.
  var source: RowSource { sources.count > 1 ? .mixed : sources.first ?? .procfs }

  /// Whether a socket that its process has closed, or has not accepted yet, shows its user.
  private var kernelReportsOrphanUID: Bool { release.map { $0 >= (6, 17) } ?? false }

  /// Reads the tables that a query asks for, each from the source that the query allows.
  ///
  /// - Parameter isWanted: Which rows are kept.
  /// - Throws: ``SystemError`` where the query allows netlink alone, and it does not answer.
  mutating func read(_ plan: ReadPlan, where isWanted: (SocketEntry) -> Bool) throws(SystemError) {
    var tellsBoundInactive = !plan.filter.wantsBoundInactive
    for table in SocketTable.ID.allCases where plan.filter.tables.contains(table) {
      found.beginProtocol()
      if try readNetlink(table, plan, where: isWanted) {
        tellsBoundInactive = tellsBoundInactive || table.facts.isConnectionOriented
      } else {
        for file in table.facts.procFiles { read(file, where: isWanted) }
      }
    }
    // A kernel that does not know the request passes over it.
    if release.map({ $0 < (6, 8) }) ?? true { tellsBoundInactive = false }
    if plan.filter.wantsBoundInactive, !tellsBoundInactive,
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
    found.reserveCapacity(Int(min(count, 1 << 22)))
  }

  /// - Returns: Whether the protocol's sockets were read: false where another source has to tell.
  private mutating func readNetlink(
    _ table: SocketTable.ID, _ plan: ReadPlan, where isWanted: (SocketEntry) -> Bool
  ) throws(SystemError) -> Bool {
    guard plan.source != .procfs else { return false }
    do throws(SystemError) {
      var reader = try InetDiagSource(
        table, kernelReportsOrphanUID: kernelReportsOrphanUID,
        wantsRetransmits: plan.wantsRetransmits)
      let selection = InetDiagPlan(plan.filter, table)
      if plan.filter.matchesEveryRow, found.rows.isEmpty { makeRoom() }
      if try !reader.read(selection, buffer: &buffer, into: &found, where: isWanted) {
        issues.append(.unsettledTable(table.rawValue, passes: TableRows.mostPasses))
      }
    } catch {
      if plan.source == .netlink { throw error }
      if error.isLimit { issues.append(.reachedLimit(error)) }
      found.rollBack()
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
  mutating func read(_ table: SocketTable.ProcFile, where isWanted: (SocketEntry) -> Bool) {
    var malformed = MalformedLines()
    found.beginDump()
    do throws(SystemError) {
      try readPass(0, table, &malformed, where: isWanted)
      tableCount += 1
      sources.insert(.procfs)
      if isLive, !found.isSettled, !readAgain(table, where: isWanted) {
        issues.append(.unsettledTable(table.name, passes: TableRows.mostPasses))
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

  /// The rows that were kept, in the order of a snapshot, and all listening sockets, wanted or not:
  /// they tell inbound from outbound. The kernel repeats rows when a table changes while it is read:
  /// each is here once, as it was last.
  consuming func finished() -> (rows: [SocketEntry], listeners: [SocketEntry]) {
    found.finish()
    return (found.rows, found.listeners)
  }

  private func format(of table: SocketTable.ProcFile) -> ProcNetInetLine {
    ProcNetInetLine(
      table: table.table, family: table.family,
      kernelReportsOrphanUID: kernelReportsOrphanUID)
  }

  /// Reads again, in further passes, a table that the kernel returned in several parts.
  ///
  /// - Returns: Whether every socket that existed throughout was read; false if the table cannot be
  ///   read again.
  private mutating func readAgain(
    _ table: SocketTable.ProcFile, where isWanted: (SocketEntry) -> Bool
  ) -> Bool {
    var malformed = MalformedLines()  // reported for the first pass alone
    for pass in 1..<TableRows.mostPasses {
      found.beginPass()
      do throws(SystemError) {
        try readPass(pass, table, &malformed, where: isWanted)
      } catch {
        return false
      }
      if found.isSettled { return true }
    }
    return false
  }

  /// Makes one pass over a table; after the first, as far as the kernel may skip sockets.
  private mutating func readPass(
    _ pass: Int, _ table: SocketTable.ProcFile, _ malformed: inout MalformedLines,
    where isWanted: (SocketEntry) -> Bool
  ) throws(SystemError) {
    let format = format(of: table)
    // Parts end elsewhere in each pass: a socket at the end of a part is the one that is skipped.
    var lines = LineReader(
      try directory.regularFile(table.name),
      firstLimit: pass == 0 ? .max : pass * pageSize / TableRows.mostPasses)
    var number = 0
    var lastPart: Int?
    try lines.forEachLine(buffer: &buffer) { line, isTerminated, part in
      number += 1
      if part != lastPart { found.beginPart() }
      lastPart = part
      do throws(ParseError) {
        let socket = try format.parse(line, isTerminated: isTerminated)
        found.add(socket, if: isWanted)
        return pass == 0 || !socket.followsListeners
      } catch {
        if number == 1 {
          if let error = line.headingError { malformed.add(error, line: 1) }
        } else {
          malformed.add(error, line: number)
        }
      }
      return true
    }
    if number == 0 { malformed.add(ParseError(field: .heading, column: 1), line: 1) }
    if lines.partCount - 1 != lastPart { found.beginPart() }
    if lines.lastPartIsShorter(than: Self.unfilledPartLength) { found.reachEnd() }
  }
}

extension SocketEntry {
  /// Whether the kernel lists the socket after all TCP listeners. Before Linux 4.4 it lists handshakes
  /// beside their listener.
  var followsListeners: Bool {
    table.facts.isConnectionOriented && state != .listen && state != .synReceived
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

  func issue(in table: SocketTable.ProcFile) -> Issue? {
    first.map {
      .malformedLines(
        table: table.name, count: count, firstLine: $0.line, firstError: $0.error)
    }
  }
}
