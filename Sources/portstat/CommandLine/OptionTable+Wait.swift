extension OptionTable {
  static let wait: [Option] = [
    Option(
      "wait", in: .wait, takes: .attached("SECONDS", .nothing),
      "Wait until a listening socket matches",
      details: """
        portstat then shows the sockets that match. SECONDS, 0 to 86400, must be attached: --wait=30. \
        Without it, portstat waits as long as it takes. See WAITING.
        """
    ) { arguments, text throws(UsageError) in
      try arguments.waitFor(WaitRequest(.exists, for: text))
    },
    Option(
      "wait-gone", in: .wait, takes: .attached("SECONDS", .nothing),
      "Wait until no listening socket matches",
      details: "If SECONDS have passed, portstat shows the sockets that still match."
    ) { arguments, text throws(UsageError) in
      try arguments.waitFor(WaitRequest(.gone, for: text))
    },
  ]
}
