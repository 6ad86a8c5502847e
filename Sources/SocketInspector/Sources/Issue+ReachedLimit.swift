extension Issue {
  /// The issue for a limit that was reached in a tree; nil if there was none, or if another issue reports
  /// it.
  static func reachedLimit(in tree: ProcFileSystem, beside issues: [Issue]) -> Issue? {
    guard let error = tree.reachedLimit else { return nil }
    let isReported = issues.contains { issue in
      switch issue {
      case .unreadableTable(let other), .reachedLimit(let other),
        .unreadableProcesses(_, let other, _):
        other.code == error.code
      default: false
      }
    }
    return isReported ? nil : .reachedLimit(error)
  }
}
