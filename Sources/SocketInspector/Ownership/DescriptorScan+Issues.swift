extension DescriptorScan.Result {
  /// Why owners may be missing: of each kind of error, how many processes it kept from being read and
  /// the error of the one with the lowest PID. A limit that was reached comes first, because it can be
  /// raised.
  var issues: [Issue] {
    var issues: [Issue] = reachedLimit.map { [.reachedLimit($0)] } ?? []
    if lacksDescriptors { issues.append(.missingDescriptors) }
    let notLinks = errors.filter { $0.value.isNotSymbolicLink }
    if let first = Self.first(of: notLinks) {
      issues.append(.descriptorsNotLinks(processCount: notLinks.count, firstPath: first.path))
    }
    let unreadable = errors.filter { !$0.value.isNotSymbolicLink }
    let limits = unreadable.filter { $0.value.isLimit }
    if let first = Self.first(of: limits) ?? Self.first(of: unreadable) {
      issues.append(.unreadableProcesses(count: unreadable.count, firstError: first))
    }
    return issues
  }

  private static func first(of errors: [Int32: SystemError]) -> SystemError? {
    errors.min { $0.key < $1.key }?.value
  }
}
