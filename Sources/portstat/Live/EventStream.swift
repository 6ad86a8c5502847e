import SocketInspector

/// What opens, changes and closes, one event a line, for a pipe or a file. The first look counts
/// everything as opened.
struct EventStream {
  private let view: OutputOptions
  private let interval: Double
  private var output: OutputBuffer
  private var series: SnapshotSeries
  private var last: Snapshot?
  private var notes: MessageLog
  /// Notes that standard error does not accept within 20 ms are retried after the next update.
  private let errors = StandardStream.error.limited(milliseconds: 20)
  /// What was read of the owners that are still there.
  private var known = LastKnownOwners()

  init(_ invocation: Invocation, _ interval: Double, _ output: OutputBuffer) {
    view = invocation.view
    self.interval = interval
    self.output = output
    notes = MessageLog(invocation.procPath, isCounting: false)
    var query = invocation.query
    // Details are read when an event shows them.
    if case .details = query.owners { query.owners = .details([]) }
    series = SnapshotSeries(query)
  }

  /// Runs until a signal arrives or the reader goes away. If a signal comes while the reader takes
  /// nothing, the rest of the update is not written; what was written ends with a whole line, unless
  /// that line is longer than 4,096 bytes.
  ///
  /// - Throws: ``SystemError`` when the tables cannot be read or the output not be written.
  mutating func run() throws(SystemError) {
    let waiter = try EventPoller(keysFrom: nil)
    output.interrupt(by: waiter)
    do throws(SystemError) {
      try run(waiter)
    } catch {
      if !error.isInterrupted { throw error }
    }
  }

  private mutating func run(_ waiter: borrowing EventPoller) throws(SystemError) {
    if view.format == .csv, view.showsHeader {
      output.append((["time", "event"] + view.columns.map(\.key)).joined(separator: ",") + "\r\n")
    }
    var deadline = MonotonicTime.now
    while true {
      try tick()
      // A tick that took too long is not made up for.
      deadline = max(deadline.adding(seconds: interval), .now)
      var event = EventPoller.Event.keys([])
      while event != .timeout {
        event = try waiter.wait(until: deadline)
        if event == .terminate { return }
      }
    }
  }

  private mutating func tick() throws(SystemError) {
    let snapshot = try series.next()
    let changes =
      last.map { snapshot.changes(since: $0) }
      ?? snapshot.sockets.map { Change(kind: .opened, socket: $0) }
    let shown = try recheck(changes, snapshot)
    let context = RenderContext(view) {
      shown.flatMap { $0.socket.owners.compactMap(\.process.userID) }
        + shown.compactMap(\.socket.userID)
    }
    var writer = EventWriter(view, snapshot.time, context)
    for change in shown {
      writer.append(change, to: &output)
      try output.flushIfFull()
    }
    try output.flush()
    last = snapshot
    notes.write(snapshot, to: errors)
  }

  /// Looks at the owners of what is going to be shown, now. Of a socket that closed, the last that
  /// was known stays.
  private mutating func recheck(
    _ changes: [Change], _ snapshot: Snapshot
  ) throws(SystemError) -> [Change] {
    guard case .details(let fields) = view.owners else { return changes }
    let closed = changes.filter { $0.kind == .closed }.map {
      Change(kind: .closed, socket: $0.socket.describing(owners: known.forget($0.socket)))
    }
    let open = changes.filter { $0.kind != .closed }
    let sockets = try series.recheck(open.map(\.socket), in: snapshot, fields)
    for (change, socket) in zip(open, sockets) {
      known.note(socket, isNew: change.kind == .opened)
    }
    known.keep(snapshot.sockets, series.hasProcess)
    return closed + zip(open, sockets).map { Change(kind: $0.kind, socket: $1) }
  }
}

/// Writes events in the form that was chosen.
private struct EventWriter {
  private let view: OutputOptions
  private let time: Timestamp
  private let context: RenderContext
  private let columns: [Column]
  private let object: JSONFormatter
  private var csv: CSVLine

  init(_ view: OutputOptions, _ time: Timestamp, _ context: RenderContext) {
    self.view = view
    self.time = time
    self.context = context
    columns = view.columns
    object = JSONFormatter(columns, context)
    csv = CSVLine(columns, context)
  }

  mutating func append(_ change: Change, to output: inout OutputBuffer) {
    switch view.format {
    case .csv:
      output.write { TimeText.append(time, milliseconds: true, to: &$0) }
      output.append(",\(change.kind.rawValue),")
      csv.append(change.socket, to: &output)
    case .json, .jsonl:
      output.append("{\"event\":\"\(change.kind.rawValue)\",\"time\":")
      output.write { JSONFormatter.append(time, milliseconds: true, to: &$0) }
      output.append(",\"socket\":")
      output.write { object.append(change.socket, to: &$0) }
      output.append("}\n")
    case .table: appendText(change, to: &output)
    }
  }

  /// The mark, and the cells with single blanks between: `+ tcp 0.0.0.0:22 *:* LISTEN 812 sshd`. A
  /// cell that is empty in the table is `-` here, so that cells can be counted.
  private func appendText(_ change: Change, to output: inout OutputBuffer) {
    output.append(change.kind.mark)
    let cell = TextFormatter(namesFirstOwnerOnly: false, placeholder: "-")
    for column in columns {
      output.append(" ")
      let start = output.bytes.count
      let value = column.tableText(change.socket, context)
      output.write { cell.append(value, of: change.socket, to: &$0) }
      if output.bytes.count == start { output.append("-") }
    }
    output.append("\n")
  }
}

extension Change.Kind {
  /// What stands before a line, so that it can be read without colour.
  var mark: String {
    switch self {
    case .opened: "+"
    case .changed: "~"
    case .closed: "-"
    }
  }
}
