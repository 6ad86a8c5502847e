/// Reads tables from the text files of a proc tree.
struct ProcNetSource: SocketSource, ~Copyable {
  static let kind = RowSource.procfs
  /// A part shorter than this was not full, so it was the last: rows have at most 300 bytes.
  /// Parts are one memory page long (`seq_read_iter` in `fs/seq_file.c`).
  private static let unfilledPartLength = pageSize - 300

  private let directories: ProcNetDirectories
  /// Whether the tables are a kernel's, which change while they are read, and not a recording.
  private let isLive: Bool
  private let kernelReportsOrphanUID: Bool
  /// The number of files that were read and have no line, not even the heading.
  private(set) var emptyFileCount = 0
  /// Whether a local address of a recording shows this byte order, and whether one shows the other.
  private var byteOrders = (right: false, reversed: false)

  /// - Throws: ``SystemError`` if the tree has no directory with tables.
  init(_ tree: ProcFileSystem, kernelReportsOrphanUID: Bool) throws(SystemError) {
    directories = try ProcNetDirectories(tree)
    isLive = tree.isMounted
    self.kernelReportsOrphanUID = kernelReportsOrphanUID
  }

  /// The tables of another network namespace.
  init(_ tree: ProcFileSystem, _ access: any NamespaceAccess, kernelReportsOrphanUID: Bool) {
    directories = ProcNetDirectories(tree, access)
    isLive = tree.isMounted
    self.kernelReportsOrphanUID = kernelReportsOrphanUID
  }

  var path: String { directories.path }

  /// What a reader has to know about the network namespace of the tables.
  var remark: Remark? { directories.remark }

  /// The number of sockets that the kernel counts; nil if it does not report it.
  var socketCount: UInt64? {
    directories.contents(of: "sockstat", limit: 4096).flatMap { $0.span.socketCount }
  }

  /// Reads the table's files. One that cannot be read is an issue of its own.
  mutating func read(
    _ request: TableRequest, buffer: inout [UInt8], into sink: inout SocketSink
  ) {
    for file in request.table.facts.procFiles { read(file, request.byteOrder, &buffer, &sink) }
    guard !isLive, request.byteOrder == nil, !sink.issues.contains(.reversedByteOrder) else {
      return
    }
    if byteOrders == (false, true) { sink.issues.append(.reversedByteOrder) }
  }

  private mutating func read(
    _ file: SocketTable.ProcFile, _ byteOrder: ByteOrder?, _ buffer: inout [UInt8],
    _ sink: inout SocketSink
  ) {
    switch file.format {
    case .inet(let family):
      let line = ProcNetInetLine(
        table: file.table, family: family, isLittleEndian: (byteOrder ?? .native) == .little,
        kernelReportsOrphanUID: kernelReportsOrphanUID)
      read(file, line, &buffer, &sink)
    }
  }

  /// Reads a file. A missing file has no rows, because the kernel lacks the protocol.
  private mutating func read(
    _ file: SocketTable.ProcFile, _ format: some ProcNetLine, _ buffer: inout [UInt8],
    _ sink: inout SocketSink
  ) {
    var malformed = MalformedLines()
    sink.beginDump()
    do throws(SystemError) {
      try readPass(0, file, format, &malformed, &buffer, &sink)
      sink.tableCount += 1
      if isLive, !sink.isSettled, !readAgain(file, format, &buffer, &sink) {
        sink.issues.append(.unsettledTable(file.name, passes: SocketSink.mostPasses))
      }
    } catch {
      if !error.isGone { sink.issues.append(.unreadableTable(error)) }
    }
    if let issue = malformed.issue { sink.issues.append(issue) }
  }

  /// Reads again, in further passes, a table that the kernel returned in several parts.
  ///
  /// - Returns: Whether every socket that existed throughout was read; false if the table cannot be
  ///   read again.
  private mutating func readAgain(
    _ file: SocketTable.ProcFile, _ format: some ProcNetLine, _ buffer: inout [UInt8],
    _ sink: inout SocketSink
  ) -> Bool {
    var malformed = MalformedLines()  // reported for the first pass alone
    for pass in 1..<SocketSink.mostPasses {
      sink.beginPass()
      do throws(SystemError) {
        try readPass(pass, file, format, &malformed, &buffer, &sink)
      } catch {
        return false
      }
      if sink.isSettled { return true }
    }
    return false
  }

  /// Reads a table once: the whole table in the first pass, then the part in which the kernel may skip
  /// sockets.
  private mutating func readPass(
    _ pass: Int, _ file: SocketTable.ProcFile, _ format: some ProcNetLine,
    _ malformed: inout MalformedLines, _ buffer: inout [UInt8], _ sink: inout SocketSink
  ) throws(SystemError) {
    // Parts end elsewhere in each pass: a socket at the end of a part is the one that is skipped.
    var lines = LineReader(
      try directories.open(file.name),
      firstLimit: pass == 0 ? .max : pass * pageSize / SocketSink.mostPasses)
    malformed.path = lines.path
    var number = 0
    var lastPart: Int?
    var found = byteOrders
    let isRecording = !isLive
    try lines.forEachLine(buffer: &buffer) { line, isTerminated, part in
      number += 1
      if part != lastPart { sink.beginPart() }
      lastPart = part
      do throws(ParseError) {
        let socket = try format.parse(line, isTerminated: isTerminated)
        sink.add(socket)
        if isRecording, let ip = socket.local.ip {
          found.right = found.right || ip.showsByteOrder
          found.reversed = found.reversed || ip.reversed.showsByteOrder
        }
        return pass == 0 || !socket.followsListeners
      } catch {
        if number == 1 {
          if let error = format.headingError(line) { malformed.add(error, line: 1) }
        } else {
          malformed.add(error, line: number)
        }
      }
      return true
    }
    byteOrders = found
    if number == 0 {
      emptyFileCount += 1
      malformed.add(.emptyFile, line: 1)
    }
    if lines.partCount - 1 != lastPart { sink.beginPart() }
    if lines.lastPartIsShorter(than: Self.unfilledPartLength) { sink.reachEnd() }
  }
}

extension SocketEntry {
  /// Whether the kernel lists the socket after all TCP listeners. Before Linux 4.4 it lists handshakes
  /// beside their listener.
  var followsListeners: Bool {
    table.facts.isConnectionOriented && state != .listen && state != .synReceived
  }
}
