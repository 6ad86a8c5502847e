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
  /// - Parameter denied: Of how many sockets that are shown an owner may be hidden.
  static func write(_ issues: [Issue], denied: Int) {
    for issue in issues {
      switch issue {
      case .unreadableTable, .malformedLines, .unlistedState: write(issue.description)
      case .unreadableProcesses(_, let error) where denied > 0:
        write(hiddenOwners(denied) + (error.isDenied ? remedy : "\(error)"))
      case .hiddenProcesses where denied > 0: write(hiddenOwners(denied) + remedy)
      case .unreadableProcesses, .hiddenProcesses: break
      }
    }
  }

  private static func hiddenOwners(_ count: Int) -> String {
    count == 1 ? "the owner of 1 socket is hidden: " : "owners of \(count) sockets are hidden: "
  }

  private static var remedy: String {
    Terminal.isRoot
      ? "some processes cannot be read, even by root (is CAP_SYS_PTRACE missing?)"
      : "run as root to see them"
  }
}
