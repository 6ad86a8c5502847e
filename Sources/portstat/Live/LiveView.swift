import SocketInspector

/// The live view on a terminal. Repeatedly draws the screen and waits for a key, a signal or the next update.
struct LiveView: Action, ~Copyable {
  /// How long to wait for the rest of a key after Esc, with which the sequences of keys begin, in
  /// milliseconds.
  private static let escapeDelay: Int32 = 50
  /// The maximum number of bytes of keys that are handled before the screen is drawn.
  private static let maxInputLength = 65_536

  private var terminal: AlternateScreen
  /// What the columns require. The live filter may require more.
  private let requirements: Requirements
  /// The number of updates that are left; nil for no limit.
  private var remainingUpdates: Int?
  private var model: LiveModel
  private var loop: UpdateLoop
  private var renderer: ScreenRenderer
  private var screen = ScreenDiff()

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ interval: Double, _ terminal: consuming AlternateScreen) {
    requirements = settings.query.requirements
    remainingUpdates = settings.updateCount
    model = LiveModel(settings, interval: interval)
    loop = UpdateLoop(settings.query, every: interval)
    let size = terminal.size
    renderer = ScreenRenderer(
      columns: size.columns, rows: size.rows, isColored: settings.isColored,
      settings.palette)
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
      switch try loop.wait(poller, isPaused: model.isPaused) {
      case .timeout: try update()
      case .keys(let bytes):
        if !press(bytes, poller) { return Outcome() }
        loop.change(interval: model.interval)
      case .resize: screen.invalidate()
      case .resume: takeOverTerminal(poller)
      case .stop:
        terminal.restore()
        poller.stopProgram()
        takeOverTerminal(poller)
      case .terminate: return Outcome()
      }
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
      if !model.press(key) { return false }
    }
    model.arrangeIfNeeded()
    if !model.isTyping { model.lookUpUsers(UserNames.userID) }
    return true
  }

  private mutating func update() throws(SystemError) {
    model.lookUpUsers(UserNames.userID)
    loop.requirements = requirements.union(model.filter.criteria.requirements)
    model.update(try loop.update())
    remainingUpdates = remainingUpdates.map { $0 - 1 }
  }

  private mutating func draw(on output: inout OutputBuffer) throws(SystemError) {
    if !terminal.isTakenOver { return }
    (renderer.columns, renderer.rows) = terminal.size
    model.resize(lines: renderer.pageSize)
    if !model.isPaused || model.page == .details { try recheck() }
    let page = renderer.page(model)
    model.limitScrolling(lines: page.count)
    screen.draw(renderer.lines(model, page: page), to: &output)
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

  /// Reads the owners of the visible rows again, just before these are shown.
  private mutating func recheck() throws(SystemError) {
    guard requirements.contains(.owners) else { return }
    let range: Range<Int>
    let shown: Requirements
    switch model.page {
    case .list: (range, shown) = (model.visible, requirements)
    case .details:
      guard let index = model.selectedIndex else { return }
      (range, shown) = (index..<index + 1, .processDetails)
    case .help: return
    }
    let (sockets, outcome) = try loop.recheck(model.rows[range].map(\.socket), shown)
    model.replace(range, with: sockets, outcome)
  }
}
