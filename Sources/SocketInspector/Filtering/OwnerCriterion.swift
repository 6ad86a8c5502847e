/// A criterion of ``Filter`` on the text of a property of the owners. ``all`` is the only list of them, besides the
/// criterion on PIDs.
struct OwnerCriterion: Sendable {
  let criterion: @Sendable (Filter) -> Criterion<NamePattern>
  /// What has to be read of a process.
  let requires: Requirements
  /// Whether a process has a property that a pattern matches.
  let isMet: @Sendable (NamePattern, ProcessDetails) -> Bool
  /// Whether the control group in which a socket was created has one. It counts if no owner is known.
  let isMetByGroup: @Sendable (NamePattern, ControlGroup) -> Bool

  static let all = [
    OwnerCriterion(
      criterion: \.processNames, requires: [.programName, .executable],
      isMet: { $0.matches($1) }, isMetByGroup: { _, _ in false }),
    OwnerCriterion(
      criterion: \.commands, requires: .command,
      isMet: { $0.matchesCommand(of: $1) }, isMetByGroup: { _, _ in false }),
    OwnerCriterion(\.units) { $0.matchesUnit(of: $1) },
    OwnerCriterion(\.containers) { $0.matchesContainer(of: $1) },
  ]

  private init(
    criterion: @escaping @Sendable (Filter) -> Criterion<NamePattern>, requires: Requirements,
    isMet: @escaping @Sendable (NamePattern, ProcessDetails) -> Bool,
    isMetByGroup: @escaping @Sendable (NamePattern, ControlGroup) -> Bool
  ) {
    self.criterion = criterion
    self.requires = requires
    self.isMet = isMet
    self.isMetByGroup = isMetByGroup
  }

  /// A property of the control group.
  private init(
    _ criterion: @escaping @Sendable (Filter) -> Criterion<NamePattern>,
    _ isMet: @escaping @Sendable (NamePattern, ControlGroup) -> Bool
  ) {
    self.init(
      criterion: criterion, requires: .controlGroup,
      isMet: { pattern, process in process.controlGroup.map { isMet(pattern, $0) } ?? false },
      isMetByGroup: isMet)
  }

  func isUsed(_ filter: Filter) -> Bool { !criterion(filter).isEmpty }

  /// Whether a process has one of the included properties.
  func includes(_ filter: Filter, _ process: ProcessDetails) -> Bool {
    criterion(filter).included.contains { isMet($0, process) }
  }

  /// Whether a process has one of the excluded properties.
  func excludes(_ filter: Filter, _ process: ProcessDetails) -> Bool {
    criterion(filter).excluded.contains { isMet($0, process) }
  }

  /// Whether the owners of a socket meet the criterion.
  ///
  /// - Parameter group: The control group in which the socket was created, if no owner is known.
  func matches(
    _ filter: Filter, _ owners: some Sequence<ProcessDetails>, _ group: ControlGroup?
  ) -> Bool {
    criterion(filter).matches { pattern in
      owners.contains { isMet(pattern, $0) } || group.map { isMetByGroup(pattern, $0) } ?? false
    }
  }
}
