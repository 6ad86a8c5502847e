extension Directory {
  /// What to report of a limit that was reached in this tree; nil where none was, or where another
  /// issue reports the same.
  func limitIssue(beside issues: [Issue]) -> Issue? {
    guard let error = reachedLimit else { return nil }
    let isReported = issues.contains { issue in
      switch issue {
      case .unreadableTable(let other), .reachedLimit(let other): other.code == error.code
      default: false
      }
    }
    return isReported ? nil : .reachedLimit(error)
  }
}
