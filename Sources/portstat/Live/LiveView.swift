import SocketInspector

/// The live view on a terminal: looks, draws, and waits for a key, a signal or the time.
struct LiveView: ~Copyable {
  /// How long the rest of a key may take, in milliseconds: the sequences of keys begin with Esc.
  private static let escapeDelay: Int32 = 50
  /// How many bytes of keys are taken together.
  private static let longestInput = 65_536

  private var terminal: AlternateScreen
  private let isColored: Bool
  private let baseFields: ProcessDetails.Fields?
  private var model: LiveModel
  private var series: SnapshotSeries
  private var snapshot: Snapshot?
  private var notes: MessageLog
  private var screen = ScreenDiff()
  private var widths: [Int] = []
  private var output: OutputBuffer

  init(
    _ invocation: Invocation, _ interval: Double, _ terminal: consuming AlternateScreen,
    _ output: OutputBuffer
  ) {
    self.terminal = terminal
    self.output = output
    isColored = invocation.view.isColored
    model = LiveModel(invocation.view, interval: interval)
    series = SnapshotSeries(invocation.query)
    notes = MessageLog(invocation.procPath, isCounting: true)
    baseFields = if case .details(let fields) = invocation.view.owners { fields } else { nil }
  }

  /// Goes on until `q`, a signal, or the end of the terminal.
  ///
  /// - Throws: ``SystemError`` when the tables cannot be read or the terminal not be written.
  consuming func run() throws(SystemError) {
    let waiter = try EventPoller(keysFrom: terminal.keyDescriptor)
    output.interrupt(by: waiter)
    takeTerminal(waiter)
    try look()
    var deadline = MonotonicTime.now.adding(seconds: model.interval)
    while true {
      try draw()
      switch try waiter.wait(until: model.isPaused ? nil : deadline) {
      case .timeout:
        try look()
        // A look that took too long is not made up for.
        deadline = max(deadline.adding(seconds: model.interval), .now)
      case .keys(let bytes):
        let before = model.interval
        if !press(bytes, waiter) { return }
        if model.interval != before { deadline = .now.adding(seconds: model.interval) }
      case .resize: screen.invalidate()
      case .resume: takeTerminal(waiter)
      case .stop:
        terminal.giveBack()
        waiter.stopProgram()
        takeTerminal(waiter)
      case .terminate: return
      }
    }
  }

  /// Takes the terminal, at the beginning and after a stop, as soon as the shell lets the program
  /// have it.
  private mutating func takeTerminal(_ waiter: borrowing EventPoller) {
    // If tcsetattr(3) stopped the process, blocked signals could not end it.
    while !terminal.isInForeground, !waiter.isEnding, waiter.stopInBackground() {}
    if waiter.isEnding { return }
    terminal.take()
    screen.invalidate()
  }

  /// Presses keys as they come from the terminal.
  ///
  /// - Returns: Whether the program goes on.
  private mutating func press(_ bytes: [UInt8], _ waiter: borrowing EventPoller) -> Bool {
    var bytes = bytes
    // What is pasted is taken together, so that the rows are chosen and drawn once for it. The rest
    // of a key that was cut comes within the time that Esc alone waits for it.
    while bytes.count < Self.longestInput {
      let more = waiter.moreKeys(within: Key.isCut(bytes) ? Self.escapeDelay : 0)
      if more.isEmpty { break }
      bytes += more
    }
    for key in Key.keys(bytes) {
      if waiter.isEnding { break }
      if !model.press(key) { return false }
    }
    model.settle()
    return true
  }

  private mutating func look() throws(SystemError) {
    if baseFields != nil || model.filter.needsOwners {
      series.query.owners = .details((baseFields ?? []).union(model.filter.ownerFields))
    } else {
      series.query.owners = .none
    }
    let next = try series.next()
    model.update(next, snapshot.map { next.changes(since: $0) } ?? [])
    model.note(notes.notes(next), hidesOwners: !next.hiddenProcesses.isEmpty)
    snapshot = next
  }

  private mutating func draw() throws(SystemError) {
    if !terminal.isTaken { return }
    let size = terminal.size
    let text = ScreenRenderer(columns: size.columns, rows: size.rows, isColored: isColored)
    model.resize(lines: text.pageSize)
    if !model.isPaused || model.page == .details { try recheck() }
    screen.draw(text.lines(&model, widths: &widths), to: &output)
    do throws(SystemError) {
      try terminal.enter(on: output.output)
      try output.flush()
    } catch {
      // Handle the signal first, then redraw.
      guard error.isInterrupted else { throw error }
      output.discard()
      screen.invalidate()
    }
  }

  /// Looks at the owners of the rows that are going to be shown, now.
  private mutating func recheck() throws(SystemError) {
    guard let snapshot, let baseFields else { return }
    let range: Range<Int>
    let fields: ProcessDetails.Fields
    switch model.page {
    case .list: (range, fields) = (model.visible, baseFields)
    case .details:
      guard let index = model.selectedIndex else { return }
      (range, fields) = (index..<index + 1, .all)
    case .help: return
    }
    let sockets = model.rows[range].map(\.socket)
    model.replace(range, with: try series.recheck(sockets, in: snapshot, fields))
  }
}
