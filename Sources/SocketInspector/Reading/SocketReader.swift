/// Reads tables of sockets from `self/net` of a proc tree.
struct SocketReader: ~Copyable {
  /// How often a table that loses rows is read at most.
  private static let mostPasses = 4

  /// The sockets that wait for whoever comes, wanted or not: they tell inbound from outbound.
  private(set) var listeners: [Socket] = []
  private(set) var issues: [Issue] = []
  /// How many of the tables were read.
  private(set) var tableCount = 0

  private let directory: Directory
  private let showsUserWithoutDescriptor: Bool
  private var rows = RowSet()
  private var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)

  /// - Throws: ``SystemError`` when the tree has no `self/net` and no `net`.
  init(_ root: borrowing Directory) throws(SystemError) {
    directory = try Self.directory(of: root)
    let release = (try? root.contents(of: "sys/kernel/osrelease", limit: 256))
      .flatMap { $0.span.kernelRelease }
    showsUserWithoutDescriptor = release.map { $0 >= (6, 17) } ?? false
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

  /// Reads a table. A table that does not exist has no rows: its protocol is not there.
  ///
  /// - Parameter isWanted: Which rows are kept.
  mutating func read(_ table: ProcNetTable, where isWanted: (Socket) -> Bool) {
    var malformed = MalformedLines()
    do throws(SystemError) {
      for pass in 1...Self.mostPasses {
        let known = rows.rows.count
        malformed = MalformedLines()
        let pieces = try readOnce(table, &malformed, where: isWanted)
        if pass == 1 { tableCount += 1 }
        if !table.losesRows || pieces < 2 || (pass > 1 && rows.rows.count == known) { break }
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

  /// The rows that were kept, each once.
  consuming func finished(where isWanted: (Socket) -> Bool) -> [Socket] {
    rows.finished(where: isWanted)
  }

  /// - Returns: In how many pieces the kernel gave the table.
  private mutating func readOnce(
    _ table: ProcNetTable, _ malformed: inout MalformedLines, where isWanted: (Socket) -> Bool
  ) throws(SystemError) -> Int {
    let format = ProcNetLine(
      transport: table.transport, family: table.family,
      showsUserWithoutDescriptor: showsUserWithoutDescriptor)
    var lines = LineReader(try directory.file(table.name))
    var number = 0
    try lines.forEachLine(buffer: &buffer) { line, isTerminated in
      number += 1
      do throws(ParseError) {
        let socket = try format.parse(line, isTerminated: isTerminated)
        if socket.isListening { listeners.append(socket) }
        rows.add(socket, isWanted: isWanted(socket))
      } catch {
        if number > 1 { malformed.add(error, line: number) }  // line 1 is the heading
      }
    }
    if number == 0 { malformed.add(ParseError(field: .heading, column: 1), line: 1) }
    return lines.pieces
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
