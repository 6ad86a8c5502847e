import SocketInspector

/// The live view on a terminal. Repeatedly draws the screen and waits for a key, a signal or the next update.
struct LiveView: Action, ~Copyable {
  /// How long to wait for the rest of a key after Esc, with which the sequences of keys begin, in
  /// milliseconds.
  private static let escapeDelay: Int32 = 50
  /// The maximum number of bytes of keys that are handled before the screen is drawn.
  private static let maxInputLength = 65_536
  /// In seconds.
  private static let noticeableDelay = 0.1
  /// How often to look whether a signaled process has ended, in seconds.
  private static let signalDelay = 0.05

  private var terminal: AlternateScreen
  /// What the columns require. The live filter may require more.
  private let requirements: Requirements
  /// The number of updates that are left; nil for no limit.
  private var remainingUpdates: Int?
  private var model: LiveModel
  private var loop: UpdateLoop
  private var renderer: ScreenRenderer
  private var signals: LiveSignals
  private var screen = ScreenDiff()
  /// What was drawn last, to which the places of the mouse refer.
  private var drawn = ScreenRenderer.Screen()
  /// Whether reading the owners of the visible rows again took so long that the rows are shown before.
  private var hasSlowOwners = false

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ interval: Double, _ terminal: consuming AlternateScreen) {
    requirements = settings.query.requirements
    remainingUpdates = settings.updateCount
    model = LiveModel(settings, interval: interval)
    loop = UpdateLoop(settings.query, every: interval)
    signals = LiveSignals(settings.query)
    let size = terminal.size
    renderer = ScreenRenderer(
      columns: size.columns, rows: size.rows, isColored: settings.isColored,
      settings.palette, isUTF8: settings.terminal.isUTF8)
    model.resize(columns: size.columns, rows: size.rows)
    self.terminal = terminal
  }

  /// Runs until the user presses `q`, a signal arrives, or the terminal closes.
  ///
  /// - Returns: An empty outcome, because the screen has shown the notes.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let poller = try EventPoller(keysFrom: terminal.keyDescriptor)
    console.output.makeInterruptible(by: poller)
    takeOverTerminal(poller)
    try update()
    while true {
      try draw(on: &console.output)
      if remainingUpdates == 0 { return Outcome() }
      let limit = signals.isWaiting ? MonotonicTime.now.adding(seconds: Self.signalDelay) : nil
      switch try loop.wait(poller, isPaused: model.isPaused, before: limit) {
      case .timeout: try update()
      case .keys(let bytes):
        if !press(bytes, poller) { return Outcome() }
        try answerRequest()
        loop.change(interval: model.interval)
        // A page may need more than the last update has read.
        let isMissing = !loop.requirements.isSuperset(of: model.requirements)
        if isMissing, !model.isPaused { try update() }
        model.reportPause(lacksData: isMissing && model.isPaused)
      case .resize: screen.invalidate()
      case .resume: takeOverTerminal(poller)
      case .stop:
        terminal.restore()
        poller.stopProgram()
        takeOverTerminal(poller)
      case .terminate: return Outcome()
      }
      if let outcome = try signals.check() { model.report(outcome) }
    }
  }

  /// Takes over the terminal, at the beginning and after a stop. In the background, waits until the shell
  /// brings the program to the foreground.
  private mutating func takeOverTerminal(_ poller: borrowing EventPoller) {
    // tcsetattr(3) would stop the process in the background too, but blocked signals could not end it then.
    while !terminal.isInForeground, !poller.isTerminationPending, poller.stopInBackground() {}
    if poller.isTerminationPending { return }
    terminal.takeOver()
    screen.invalidate()
  }

  /// Handles input from the terminal.
  ///
  /// - Returns: Whether the program continues.
  private mutating func press(_ bytes: [UInt8], _ poller: borrowing EventPoller) -> Bool {
    var bytes = bytes
    // All pasted text is handled together, so that rows are filtered and drawn only once. If the input ends
    // within a key, wait for its rest.
    while bytes.count < Self.maxInputLength {
      let more = poller.moreKeys(within: Key.isIncomplete(bytes) ? Self.escapeDelay : 0)
      if more.isEmpty { break }
      bytes += more
    }
    for key in Key.keys(bytes) {
      if poller.isTerminationPending { break }
      if case .mouse(let event) = key {
        model.press(event, on: drawn)
      } else if !model.press(key) {
        return false
      }
    }
    model.arrangeIfNeeded()
    if !model.isTyping { model.lookUpUsers(UserNames.userID) }
    return true
  }

  /// Does what a key asks for.
  private mutating func answerRequest() throws(SystemError) {
    switch model.takeRequest() {
    case .planSignal(let signal, let sockets):
      model.ask(try signals.plan(signal, sockets), for: sockets)
    case .sendSignal(let plan): try signals.send(plan)
    case nil: break
    }
  }

  private mutating func update() throws(SystemError) {
    model.lookUpUsers(UserNames.userID)
    loop.requirements = requirements.union(model.requirements)
    model.update(try loop.update())
    remainingUpdates = remainingUpdates.map { $0 - 1 }
  }

  private mutating func draw(on output: inout OutputBuffer) throws(SystemError) {
    if !terminal.isTakenOver { return }
    (renderer.columns, renderer.rows) = terminal.size
    model.resize(columns: renderer.columns, rows: renderer.rows)
    if model.needsRedraw {
      screen.invalidate()
      model.didRedraw()
    }
    if model.page == .details {
      model.millisecondsSeen = (model.selected?.socket).flatMap(loop.millisecondsSeen)
    }
    if hasSlowOwners, !model.rowsToVerify.isEmpty { try write(on: &output) }
    try recheck()
    try write(on: &output)
  }

  private mutating func write(on output: inout OutputBuffer) throws(SystemError) {
    drawn = renderer.draw(&model)
    screen.draw(drawn.lines, to: &output)
    do throws(SystemError) {
      try terminal.enter(on: output.output)
      try terminal.report(mouse: model.isMouseOn, on: output.output)
      try output.flush()
    } catch {
      // Handle the signal first, then redraw.
      guard error.isInterrupted else { throw error }
      output.discard()
      screen.invalidate()
    }
  }

  private func surroundings(of socket: Socket?) -> ProcessSurroundings? {
    guard let pid = socket?.namedOwner?.pid,
      let tree = try? ProcFileSystem(model.settings.query.procPath)
    else { return nil }
    return ProcessSurroundings(of: pid, in: tree)
  }

  /// Reads the owners of the visible rows again, just before these are shown.
  private mutating func recheck() throws(SystemError) {
    guard requirements.contains(.owners) else { return }
    let indices = model.rowsToVerify
    if indices.isEmpty { return }
    let shown =
      model.page == .details
      ? Requirements.processDetails : requirements.union(model.rowRequirements)
    let start = MonotonicTime.now
    let (sockets, outcome) = try loop.recheck(indices.map { model.list[$0].socket }, shown)
    model.replace(indices, with: sockets, outcome)
    if model.page == .details { model.surroundings = surroundings(of: sockets.first) }
    hasSlowOwners = MonotonicTime.now.seconds(since: start) > Self.noticeableDelay
  }
}
