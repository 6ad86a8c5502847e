import SocketInspector

/// What is said to the person, on standard error: one line each, never among the data.
enum Notes {
  static func write(_ note: String) {
    var text: [UInt8] = Array("portstat: ".utf8)
    Escaping.appendText(Array(note.utf8), to: &text)
    text.append(UInt8(ascii: "\n"))
    try? StandardOutput.error.write(text.span)
  }

  /// Says what could not be seen.
  ///
  /// - Parameters:
  ///   - denied: Of how many sockets that are shown the owners are hidden.
  ///   - undecided: How many that are not shown may have an owner that was asked for.
  static func write(_ issues: [Issue], denied: Int, undecided: Int = 0) {
    let hidden = denied > 0 ? hiddenOwners(denied) : mayBeHidden(undecided)
    for issue in issues {
      switch issue {
      case .unreadableTable, .malformedLines, .unlistedState, .unsettledTable:
        write(issue.description)
      case .unreadableProcesses(_, let error) where denied + undecided > 0:
        write(hidden + (error.isDenied ? remedy : "\(error)"))
      case .hiddenProcesses where denied + undecided > 0: write(hidden + remedy)
      case .unreadableProcesses, .hiddenProcesses: break
      }
    }
  }

  private static func hiddenOwners(_ count: Int) -> String {
    count == 1 ? "the owner of 1 socket is hidden: " : "owners of \(count) sockets are hidden: "
  }

  private static func mayBeHidden(_ count: Int) -> String {
    count == 1
      ? "an owner of 1 socket may be hidden: " : "owners of \(count) sockets may be hidden: "
  }

  private static var remedy: String {
    Terminal.isRoot
      ? "some processes cannot be read, even by root (is CAP_SYS_PTRACE missing?)"
      : "run as root to see them"
  }
}
