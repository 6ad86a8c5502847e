import SocketInspector

/// Writes an event per line for each socket that opens, changes or closes, to a pipe or a file. The first
/// update reports every socket as opened. Every TCP connection that closes is reported, however short it was.
struct EventAction: Action {
  private let settings: Settings
  private var format: any Format
  private var loop: UpdateLoop
  private var lastOwners = LastKnownOwners()
  private var missed = MissedConnections()
  /// The outcome of the last update.
  private var outcome = Outcome()

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ interval: Double) {
    self.settings = settings
    let output = settings.output
    format = output.format.format(
      FormatOptions(columns: settings.columns, showsHeader: output.showsHeader, isStream: true))
    loop = UpdateLoop(settings.query, every: interval, reportsEveryEnd: true)
    // `recheck` reads the details of processes that events show.
    loop.requirements = loop.requirements.withoutProcessDetails
  }

  /// Runs until a signal arrives or the reader closes the output. If a signal arrives while the output
  /// blocks, the rest of the update is not written. The output then ends with a whole line, unless that line
  /// is longer than 4,096 bytes.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let poller = try EventPoller(keysFrom: nil)
    console.output.makeInterruptible(by: poller)
    console.expectUpdates()
    do throws(SystemError) {
      try run(&console, poller)
    } catch {
      if !error.isInterrupted { throw error }
    }
    console.report(missed.finalNotes)
    return outcome
  }

  private mutating func run(
    _ console: inout Console, _ poller: borrowing EventPoller
  ) throws(SystemError) {
    format.begin(to: &console.output)
    var count = 0
    while true {
      try update(&console)
      count += 1
      if count == settings.updateCount { return try finish(&console) }
      var event = EventPoller.Event.keys([])
      while event != .timeout {
        event = try loop.wait(poller)
        if event == .terminate {
          // The reader has what it wanted.
          if poller.isReaderGone { return }
          // Writing could block: nobody may read the output.
          let (changes, lostCount) = loop.finish()
          missed.add(unwritten: changes.count)
          missed.add(lost: lostCount, unmatched: 0)
          return
        }
      }
    }
  }

  /// Writes the connections that have closed since the last update.
  private mutating func finish(_ console: inout Console) throws(SystemError) {
    let (changes, lostCount) = loop.finish()
    missed.add(lost: lostCount, unmatched: 0)
    if changes.isEmpty { return }
    var closed: [Change] = []
    for change in changes { closed.append(withLastOwners(change)) }
    try write(closed, .now, to: &console.output)
  }

  private mutating func update(_ console: inout Console) throws(SystemError) {
    let update = try loop.update()
    outcome = update.outcome
    missed.add(lost: update.lostCount, unmatched: update.unmatchedCount)
    try write(try recheck(update), update.snapshot.time, to: &console.output)
    console.report(outcome)
    console.report(missed.notes(at: .now))
  }

  private mutating func write(
    _ changes: [Change], _ time: Timestamp, to buffer: inout OutputBuffer
  ) throws(SystemError) {
    let names = settings.names(of: changes.map(\.socket))
    try format.append(Records(changes, at: time, settings.columns, names), to: &buffer)
    try buffer.flush()
  }

  /// A change of a socket that has closed, with its last known owners.
  private mutating func withLastOwners(_ change: Change) -> Change {
    Change(
      kind: .closed, socket: change.socket.describing(owners: lastOwners.remove(change.socket)),
      time: change.time)
  }

  /// Reads the owners of opened and changed sockets again, just before these are shown. Closed sockets keep
  /// their last known owners.
  private mutating func recheck(_ update: UpdateLoop.Update) throws(SystemError) -> [Change] {
    let changes = update.changes ?? []
    let requirements = settings.query.requirements
    guard requirements.contains(.owners) else { return changes }
    var closed: [Change] = []
    for change in changes where change.kind == .closed { closed.append(withLastOwners(change)) }
    let open = changes.filter { $0.kind != .closed }
    let (sockets, outcome) = try loop.recheck(open.map(\.socket), requirements)
    self.outcome = outcome
    for (change, socket) in zip(open, sockets) {
      lastOwners.record(socket, isNew: change.kind == .opened)
    }
    lastOwners.prune(
      open: update.snapshot.sockets, ending: update.endingInodes, hasProcess: loop.hasProcess)
    return closed + zip(open, sockets).map { Change(kind: $0.kind, socket: $1) }
  }
}
