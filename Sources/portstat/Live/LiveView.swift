import SocketInspector

/// The live view on a terminal: updates, draws, and waits for a key, a signal or the next update.
struct LiveView: Action, ~Copyable {
  /// How long the rest of a key may take, in milliseconds: the sequences of keys begin with Esc.
  private static let escapeDelay: Int32 = 50
  /// How many bytes of keys are taken together.
  private static let longestInput = 65_536

  private var terminal: AlternateScreen
  /// What the columns need; the live filter may need more.
  private let requirements: Requirements
  private var model: LiveModel
  private var loop: UpdateLoop
  private var renderer: ScreenRenderer
  private var screen = ScreenDiff()

  /// - Parameter interval: The time between two updates, in seconds.
  init(_ settings: Settings, _ interval: Double, _ terminal: consuming AlternateScreen) {
    requirements = settings.query.requirements
    model = LiveModel(settings, interval: interval)
    loop = UpdateLoop(settings.query, every: interval)
    let size = terminal.size
    renderer = ScreenRenderer(
      columns: size.columns, rows: size.rows, isColored: settings.isColored)
    self.terminal = terminal
  }

  /// Runs until `q`, a signal, or the end of the terminal.
  ///
  /// - Returns: Nothing that is still to be reported: the screen showed what could not be seen.
  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    let poller = try EventPoller(keysFrom: terminal.keyDescriptor)
    console.output.interrupt(by: poller)
    takeTerminal(poller)
    try update()
    while true {
      try draw(on: &console.output)
      switch try loop.wait(poller, isPaused: model.isPaused) {
      case .timeout: try update()
      case .keys(let bytes):
        if !press(bytes, poller) { return Outcome() }
        loop.change(interval: model.interval)
      case .resize: screen.invalidate()
      case .resume: takeTerminal(poller)
      case .stop:
        terminal.giveBack()
        poller.stopProgram()
        takeTerminal(poller)
      case .terminate: return Outcome()
      }
    }
  }

  /// Takes the terminal, at the beginning and after a stop, as soon as the shell lets the program
  /// have it.
  private mutating func takeTerminal(_ poller: borrowing EventPoller) {
    // If tcsetattr(3) stopped the process, blocked signals could not end it.
    while !terminal.isInForeground, !poller.isEnding, poller.stopInBackground() {}
    if poller.isEnding { return }
    terminal.take()
    screen.invalidate()
  }

  /// Presses keys as they come from the terminal.
  ///
  /// - Returns: Whether the program continues.
  private mutating func press(_ bytes: [UInt8], _ poller: borrowing EventPoller) -> Bool {
    var bytes = bytes
    // What is pasted is taken together, so that the rows are chosen and drawn once for it. The rest
    // of a key that was cut comes within the time that Esc alone waits for it.
    while bytes.count < Self.longestInput {
      let more = poller.moreKeys(within: Key.isCut(bytes) ? Self.escapeDelay : 0)
      if more.isEmpty { break }
      bytes += more
    }
    for key in Key.keys(bytes) {
      if poller.isEnding { break }
      if !model.press(key) { return false }
    }
    model.settle()
    if !model.isTyping { model.lookUpUsers(UserNames.userID) }
    return true
  }

  private mutating func update() throws(SystemError) {
    model.lookUpUsers(UserNames.userID)
    loop.requirements = requirements.union(model.filter.criteria.requirements)
    model.update(try loop.update())
  }

  private mutating func draw(on output: inout OutputBuffer) throws(SystemError) {
    if !terminal.isTaken { return }
    (renderer.columns, renderer.rows) = terminal.size
    model.resize(lines: renderer.pageSize)
    if !model.isPaused || model.page == .details { try recheck() }
    let page = renderer.page(model)
    model.limitTop(lines: page.count)
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

  /// Reads the owners of the rows that are going to be shown again.
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
