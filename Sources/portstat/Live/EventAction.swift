import SocketInspector

/// Writes what opens, changes and closes, one event a line, for a pipe or a file. The first update
/// reports every socket as opened.
struct EventAction: Action {
  private let output: OutputOptions
  private let columns: [Column]
  private let ownerFields: ProcessDetails.Fields?
  private var loop: UpdateLoop
  private var lastOwners = LastKnownOwners()
  /// What could not be seen at the last update.
  private var outcome = Outcome()

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ interval: Double) {
    output = settings.output
    columns = settings.columns
    ownerFields = settings.ownerFields
    loop = UpdateLoop(settings.query, every: interval)
    // Details are read when an event shows them.
    if ownerFields != nil { loop.owners = .details([]) }
  }

  /// Runs until a signal arrives or the reader goes away. If a signal comes while the reader accepts
  /// nothing, the rest of the update is not written; what was written ends with a whole line, unless
  /// that line is longer than 4,096 bytes.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let poller = try EventPoller(keysFrom: nil)
    console.output.interrupt(by: poller)
    console.expectUpdates()
    do throws(SystemError) {
      try run(&console, poller)
    } catch {
      if !error.isInterrupted { throw error }
    }
    return outcome
  }

  private mutating func run(
    _ console: inout Console, _ poller: borrowing EventPoller
  ) throws(SystemError) {
    if output.format == .csv, output.showsHeader {
      console.output.append(
        (["time", "event"] + columns.map(\.key)).joined(separator: ",") + "\r\n")
    }
    while true {
      try update(&console)
      var event = EventPoller.Event.keys([])
      while event != .timeout {
        event = try loop.wait(poller)
        if event == .terminate { return }
      }
    }
  }

  private mutating func update(_ console: inout Console) throws(SystemError) {
    let update = try loop.update()
    outcome = update.outcome
    let changes =
      update.changes ?? update.snapshot.sockets.map { Change(kind: .opened, socket: $0) }
    try write(try recheck(changes, update.snapshot), update.snapshot.time, to: &console.output)
    console.report(outcome)
  }

  private func write(
    _ changes: [Change], _ time: Timestamp, to buffer: inout OutputBuffer
  ) throws(SystemError) {
    let context = RenderContext(output) {
      changes.flatMap { $0.socket.owners.compactMap(\.process.userID) }
        + changes.compactMap(\.socket.userID)
    }
    var writer = EventWriter(output, time, context)
    for change in changes {
      writer.append(change, to: &buffer)
      try buffer.flushIfFull()
    }
    try buffer.flush()
  }

  /// Reads the owners of what is going to be shown again. Of a socket that closed, the last owners
  /// that are known stay.
  private mutating func recheck(
    _ changes: [Change], _ snapshot: Snapshot
  ) throws(SystemError) -> [Change] {
    guard let ownerFields else { return changes }
    let closed = changes.filter { $0.kind == .closed }.map {
      Change(kind: .closed, socket: $0.socket.describing(owners: lastOwners.forget($0.socket)))
    }
    let open = changes.filter { $0.kind != .closed }
    let sockets = try loop.recheck(open.map(\.socket), ownerFields)
    for (change, socket) in zip(open, sockets) {
      lastOwners.note(socket, isNew: change.kind == .opened)
    }
    lastOwners.keep(snapshot.sockets, loop.hasProcess)
    return closed + zip(open, sockets).map { Change(kind: $0.kind, socket: $1) }
  }
}
