/// The exit statuses, for `--help` and the manual.
enum ExitStatusHelp {
  static let all: [(status: ExitStatus, summary: String, details: String)] = [
    (
      .success, "a socket matched, or no selector or filter was given",
      """
      At least one socket matched, or neither a selector nor a filter was given. -l, -t, -u, -4, -6 \
      and --protocol do not count as filters here.
      """
    ),
    (
      .noMatch, "nothing matched, --quiet found no owner, or --wait timed out",
      """
      A selector or filter was given and nothing matched, --quiet found no owner, or the time of \
      --wait or --wait-gone was up. With --signal, a process remains or was not signaled; see SIGNALS.
      """
    ),
    (.usage, "the command line is invalid", "The command line is invalid."),
    (
      .denied, "uncertain: an owner may be hidden",
      """
      The result is uncertain because a process could not be read: --quiet or --signal found \
      no owner, or a hidden process may match a filter on owners. portstat compares the PID, name and first \
      argument of such a process with the filter, and ignores it if it cannot match. If --quiet \
      printed a PID, the status is 0.
      """
    ),
    (
      .failure, "the sockets could not be read, or the output not written",
      "The kernel's tables could not be read, or the output could not be written."
    ),
  ]
}
