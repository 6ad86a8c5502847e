import SocketInspector

/// Counts sockets at each update, for a pipe or a file: a line for each update, in CSV a line for each count.
struct CountWatchAction: Action {
  private let settings: Settings
  private let request: CountRequest
  private var loop: UpdateLoop

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ request: CountRequest, _ interval: Double) {
    self.settings = settings
    self.request = request
    loop = UpdateLoop(settings.query, every: interval)
  }

  /// Runs until a signal arrives or the reader closes the output, as ``EventAction`` does.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let poller = try EventPoller(keysFrom: nil)
    console.output.makeInterruptible(by: poller)
    console.expectUpdates()
    var outcome = Outcome()
    do throws(SystemError) {
      var count = 0
      while true {
        let update = try loop.update()
        outcome = update.outcome
        try write(update.snapshot, isFirst: count == 0, to: &console.output)
        console.report(outcome)
        count += 1
        if count == settings.updateCount { return outcome }
        var event = EventPoller.Event.keys([])
        while event != .timeout {
          event = try loop.wait(poller)
          if event == .terminate { return outcome }
        }
      }
    } catch {
      if !error.isInterrupted { throw error }
    }
    return outcome
  }

  private func write(
    _ snapshot: Snapshot, isFirst: Bool, to output: inout OutputBuffer
  ) throws(SystemError) {
    let names = settings.names(of: snapshot)
    let rows = SocketCounts(of: snapshot, by: request, names)
      .rows(sortedBy: settings.output.sortKeys)
    switch settings.output.format {
    case .table: appendLine(rows, at: snapshot.time, to: &output)
    case .json, .jsonl:
      // The document of `--json`, on one line.
      var format = JSONFormat(
        FormatOptions(
          columns: request.shown, isStream: true, document: DocumentFields.values(of: snapshot),
          listKey: DocumentFields.counts), isLines: false)
      format.begin(to: &output)
      try format.append(Records(rows, request.shown), to: &output)
      format.end(to: &output)
    case .csv:
      let columns = [Self.time] + request.shown
      var format = CSVFormat(FormatOptions(columns: columns))
      if isFirst, settings.output.showsHeader { format.begin(to: &output) }
      let time = Value.time(snapshot.time, hasMilliseconds: true)
      try format.append(Records(rows.map { [time] + $0 }, columns), to: &output)
    }
    try output.flush()
  }

  private static let time = Column("time", "Time", "the time of the update") { _, _ in .null }

  /// `09:00:00.123 ESTABLISHED 212, LISTEN 3`
  private func appendLine(
    _ rows: [[Value]], at time: Timestamp, to output: inout OutputBuffer
  ) {
    let formatter = TextFormatter(showsFirstOwnerOnly: true, placeholder: "-")
    TimeText.appendTimeOfDay(time, to: &output.bytes)
    for (index, row) in rows.enumerated() {
      if index > 0 { output.append(",") }
      for value in row {
        output.append(" ")
        formatter.append(value, to: &output.bytes)
      }
    }
    output.append("\n")
  }
}
