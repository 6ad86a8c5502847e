package import SocketInspector

/// The program `portstat`.
package enum Tool {
  static let version = "0.1.0"

  package static func main() {
    StandardStream.holdClosedDescriptors()
    StandardStream.makeFailedWritesErrors()
    let words = CommandLine.arguments
    if words.isEmpty {
      // Swift reads them from this file. Without it, `portstat -q 80` would list every socket.
      Messages.write("cannot read the command line from /proc/self/cmdline")
      ExitStatus.failure.exit()
    }
    let arguments = Array(words.dropFirst())
    runWithEnoughStack { run(arguments) }.exit()
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    do throws(UsageError) {
      let invocation = try OptionParser(options: OptionTable.all).parse(arguments)
      return perform(invocation)
    } catch {
      Messages.write(error.description)
      return .usage
    }
  }

  /// Writes a snapshot that is there already as a command line shows it: for Benchmarks.
  ///
  /// - Returns: Whether the command line is one, and all of it was written.
  package static func show(
    _ snapshot: Snapshot, _ arguments: [String], on descriptor: Int32
  ) -> Bool {
    guard let invocation = try? OptionParser(options: OptionTable.all).parse(arguments)
    else { return false }
    var output = OutputBuffer(StandardStream(descriptor: descriptor))
    return (try? Listing(invocation, snapshot).print(to: &output)) == .success
  }

  /// Does what was asked. A reader who goes away early has got what it wanted.
  private static func perform(_ invocation: Invocation) -> ExitStatus {
    do throws(SystemError) {
      var output = OutputBuffer(.output)
      switch invocation.mode {
      case .list:
        if let interval = invocation.watchInterval {
          return try watch(invocation, interval, output)
        }
        return try Listing(invocation).print(to: &output)
      case .document(let document): output.append(document.text)
      case .jsonSchema: output.append(JSONSchema.text())
      case .help: output.append(HelpText.text())
      case .version: output.append("portstat \(version)\n")
      }
      try output.flush()
      return .success
    } catch {
      if error.isBrokenPipe { return .success }
      EventPoller.releaseSignals()
      Messages.write(error.description)
      return .failure
    }
  }

  /// Shows the sockets again and again: on a terminal as a screen, elsewhere as a stream of events.
  private static func watch(
    _ invocation: Invocation, _ interval: Double, _ output: OutputBuffer
  ) throws(SystemError) -> ExitStatus {
    if invocation.view.format == .table, Terminal.isOutput, let screen = AlternateScreen() {
      try LiveView(invocation, interval, screen, output).run()
    } else {
      var stream = EventStream(invocation, interval, output)
      try stream.run()
    }
    return .success
  }
}
