package import SocketInspector

/// The program `portstat`.
package enum Tool {
  package static func main() {
    StandardStream.fillClosedStandardDescriptors()
    StandardStream.ignoreWriteSignals()
    let words = CommandLine.arguments
    if words.isEmpty {
      // Swift reads them from /proc/self/cmdline. If that fails, `portstat -q 80` must not list every socket.
      Messages.write("cannot read the command line from /proc/self/cmdline")
      ExitStatus.failure.exit()
    }
    let rest = Array(words.dropFirst())
    // On this thread, or on one with a larger stack, for which this one waits.
    let status = runWithEnoughStack { run(rest) }
    status.exit()
  }

  private static func run(_ words: [String]) -> ExitStatus {
    do throws(UsageError) {
      return perform(try settings(words))
    } catch {
      Messages.write(error.description)
      return .usage
    }
  }

  /// Parses the words into arguments and resolves these (the terminal, user names, the environment) into
  /// settings, which contain the query for the library. The columns, the filter and the sort keys determine
  /// what the query requires: owners, details of processes, numbers from the kernel.
  private static func settings(_ words: [String]) throws(UsageError) -> Settings {
    try Settings(try OptionParser(options: OptionTable.all, machine: .current).parse(words))
  }

  /// Writes a snapshot as a command line shows it: for Benchmarks.
  ///
  /// - Returns: Whether the command line is valid, and all of it was written.
  package static func show(
    _ snapshot: Snapshot, _ words: [String], on descriptor: Int32
  ) -> Bool {
    guard let settings = try? settings(words) else { return false }
    var console = Console(StandardStream(descriptor: descriptor))
    return (try? ListAction(settings, snapshot).run(&console))?.exitStatus == .success
  }

  /// Runs the action. Its outcome contains the notes about what could not be seen, which are written to
  /// standard error, and determines the exit status; after an error the status is 4. A reader that closes the pipe early has what it wanted.
  private static func perform(_ settings: Settings) -> ExitStatus {
    var console = Console()
    do throws(SystemError) {
      let outcome = try run(settings, &console)
      console.report(outcome)
      return outcome.exitStatus
    } catch {
      if error.isBrokenPipe { return .success }
      // The live view and the stream block signals. Ctrl-C must work if standard error accepts nothing.
      EventPoller.unblockSignals()
      Messages.write(error.description)
      return .failure
    }
  }

  /// The one place that knows all actions.
  private static func run(
    _ settings: Settings, _ console: inout Console
  ) throws(SystemError) -> Outcome {
    if let wait = settings.wait, settings.mode == .list || settings.mode == .pids {
      return try WaitAction(settings, wait).run(&console)
    }
    switch settings.mode {
    case .document(let document): return try DocumentAction(document).run(&console)
    case .pids: return try PIDAction(settings).run(&console)
    case .signal: return try SignalAction(settings).run(&console)
    case .published: return try PublishedAction(settings).run(&console)
    case .translations: return try TranslationAction(settings).run(&console)
    case .list:
      guard let interval = settings.watchInterval else {
        return try ListAction(settings).run(&console)
      }
      if let counts = settings.output.counts {
        return try CountWatchAction(settings, counts, interval).run(&console)
      }
      // On a terminal with a cursor a screen, elsewhere a stream of events.
      if settings.output.format == .table, settings.terminal.isOutput, !settings.terminal.isDumb,
        let screen = AlternateScreen()
      {
        return try LiveView(settings, interval, screen).run(&console)
      }
      if let note = NoMatchHint.ofSilentWatch(settings) { Messages.write(note) }
      return try EventAction(settings, interval).run(&console)
    }
  }
}
