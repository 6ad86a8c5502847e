import SocketInspector

/// What `--signal` and the options that belong to it ask for.
struct SignalRequest: Hashable, Sendable {
  /// The signal; nil without `--signal`.
  var signal: Signal?
  /// How long to wait for the end of processes, in seconds; nil for the default.
  var timeout: Double?
  /// Whether `--yes` was given.
  var isConfirmed = false

  /// Whether the user has to agree first. Signal 0 sends nothing.
  var mustBeConfirmed: Bool { !isConfirmed && signal?.number != 0 }

  /// The default of ``timeout``, in seconds.
  static let defaultTimeout = 5.0

  /// Checks that the options can be combined with the others.
  ///
  /// - Throws: ``UsageError`` if they cannot.
  func check(_ arguments: Arguments) throws(UsageError) {
    if case .document = arguments.mode { return }
    guard signal != nil else {
      if timeout != nil { throw UsageError("--signal-timeout requires --signal") }
      if isConfirmed { throw UsageError("--yes requires --signal") }
      return
    }
    if arguments.mode == .pids { throw UsageError.excluding("--quiet", "--signal") }
    if arguments.output.format != .table {
      throw UsageError.excluding("--signal", "--\(arguments.output.format.rawValue)")
    }
    if arguments.watchInterval != nil { throw UsageError.excluding("--signal", "--watch") }
    if arguments.procPath != nil {
      throw UsageError.excluding(
        "--signal", "--proc", because: "signals are sent to processes of the local machine only")
    }
  }

  /// Checks what depends on the filter and the terminal.
  ///
  /// - Throws: ``UsageError`` if nothing is included, so that nearly every listening process would be signaled,
  ///   or if nobody can be asked.
  func check(_ filter: Filter, on terminal: Terminal) throws(UsageError) {
    var filter = filter
    // All listening sockets have these in common.
    filter.states = Criterion()
    filter.directions = Criterion()
    if !filter.hasInclusions {
      let kind = filter.hasCriteria ? "filter without ^" : "filter"
      throw UsageError("--signal requires a selector or a \(kind), as in portstat --signal 8080")
    }
    if mustBeConfirmed, !terminal.canAsk {
      throw UsageError("--signal requires --yes if it cannot ask on a terminal")
    }
  }
}
