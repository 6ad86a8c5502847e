extension OptionTable {
  static let signal: [Option] = [
    Option(
      "signal", in: .signal, takes: .attached("NAME", .word(of: Signal.named.map(\.name))),
      "Signal the owners of matching listening sockets",
      details: """
        NAME is the name of a signal with or without SIG, or a number; the default is TERM. Requires \
        a selector or a filter. See SIGNALS.
        """
    ) { arguments, text throws(UsageError) in
      guard let signal = text.isEmpty ? .terminate : Signal(text) else {
        throw UsageError(
          "invalid signal '\(text)'", typed: text.uppercased(), choices: Signal.named.map(\.name),
          others: ["a number from 0 to \(Signal.maxNumber)"])
      }
      arguments.signal.signal = signal
      if arguments.mode == .list { arguments.mode = .signal }
    },
    Option(
      "signal-timeout", in: .signal, takes: .required("S", .nothing),
      "Wait S seconds for processes to end (default: 5)",
      details: """
        S is 0 to 3600. portstat waits for processes to end after TERM, INT, QUIT \
        and KILL only.
        """
    ) { arguments, text throws(UsageError) in
      guard let seconds = ValueParser.seconds(text), 0...3600 ~= seconds else {
        throw UsageError("invalid number of seconds '\(text)': expected 0 to 3600")
      }
      arguments.signal.timeout = seconds
    },
    Option(
      "yes", "y", in: .signal, "Send the signal without asking",
      details: "Required if standard input or standard error is not a terminal."
    ) { arguments, _ in arguments.signal.isConfirmed = true },
  ]
}
