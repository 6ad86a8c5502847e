extension DescriptorScan.Result {
  /// Why owners may be missing: of each cause, how many processes it kept from being read and the error of
  /// the one with the lowest PID. A limit that was reached comes first, because it can be raised.
  var issues: [Issue] {
    var issues: [Issue] = reachedLimit.map { [.reachedLimit($0)] } ?? []
    if lacksDescriptors { return issues + [.missingDescriptors] }
    if errors.isEmpty { return issues }
    let notLinks = errors.filter { $0.value.isNotSymbolicLink }
    if let first = Self.first(of: notLinks) {
      issues.append(.descriptorsNotLinks(processCount: notLinks.count, firstPath: first.path))
    }
    let unrecorded = errors.filter { isOfRecording && $0.value.isNoSuchFile }
    if let first = Self.first(of: unrecorded) {
      issues.append(.unrecordedDescriptors(processCount: unrecorded.count, firstPath: first.path))
    }
    let others = errors.filter { notLinks[$0.key] == nil && unrecorded[$0.key] == nil }
    let unreadable = Dictionary(grouping: others, by: { cause(of: $0.value) })
      .mapValues { Dictionary(uniqueKeysWithValues: $0) }
    for cause in [nil] + HiddenOwnerCause.allCases {
      guard let errors = unreadable[cause] else { continue }
      let limits = errors.filter { $0.value.isLimit }
      guard let first = Self.first(of: limits) ?? Self.first(of: errors) else { continue }
      issues.append(.unreadableProcesses(count: errors.count, firstError: first, cause: cause))
    }
    return issues
  }

  /// The cause of an error; nil if permission was not denied.
  private func cause(of error: SystemError) -> HiddenOwnerCause? {
    error.isDenied ? rights?.cause(of: error) ?? .permission : nil
  }

  private static func first(of errors: [Int32: SystemError]) -> SystemError? {
    errors.min { $0.key < $1.key }?.value
  }
}
