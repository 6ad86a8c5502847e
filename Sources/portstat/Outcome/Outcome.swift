import SocketInspector

/// The data that was hidden from an action or missing, and what determines the exit status. In every mode,
/// the notes on standard error and in the live view and the exit status are derived from it.
struct Outcome: Equatable, Sendable {
  /// What the action was asked for, which determines the exit status.
  enum Question: Equatable, Sendable {
    /// A document, or updates until the user ends them: nothing that may be missing.
    case alwaysSucceeds
    /// Sockets. `isSelective` if there is a selector or filter, so that the exit status reports when nothing
    /// matches.
    case sockets(isSelective: Bool)
    /// The owners of sockets; the number is that of the PIDs that were printed.
    case pids(Int, isSelective: Bool)
    /// A socket that matches, or that none does anymore. `isOver` unless the time was up before.
    case wait(WaitRequest.Goal, isOver: Bool)
    /// The end of processes, or the delivery of a signal. `isRefused` if one of them remains or was not
    /// signaled.
    case signal(isRefused: Bool, isUncertain: Bool)
    /// A list that could not be read.
    case unreadable
  }

  /// How hidden processes affect the sockets that are shown.
  enum HiddenOwners: Equatable, Sendable {
    case none
    /// The owners of some sockets are hidden. `mayShareOthers` if sockets with known owners may have
    /// hidden ones too.
    case certain(mayShareOthers: Bool)
    /// A hidden owner may decide whether a socket matches the filter.
    case possible
    /// Hidden processes that are related to known owners may share their sockets.
    case shared
  }

  var question = Question.alwaysSucceeds
  /// The tree that was read.
  var procPath = "/proc"
  var issues: [Issue] = []
  /// What the reader has to know, although nothing is missing.
  var remarks: [Remark] = []
  /// The number of sockets that were found.
  var socketCount = 0
  var hiddenOwners = HiddenOwners.none
  /// The number of sockets whose owners are hidden.
  var hiddenOwnerCount = 0
  /// The number of sockets that a filter on owners excluded, although a hidden process may be their owner.
  var possibleMatches = 0
  /// The number of found sockets that may have a hidden owner that the filter excludes.
  var uncertainMatches = 0
  /// The headings of the columns that the table left out because the terminal is too narrow.
  var omittedColumns: [String] = []

  /// Why nothing matched, and what to type instead; nil if that was not found out.
  var hint: String?

  /// The outcome of an action that missed nothing.
  init() {}

  /// The outcome of an action whose list could not be read.
  ///
  /// - Parameter reason: The reason, or what to do about it.
  init(unreadable error: SystemError, because reason: String) {
    question = .unreadable
    hint = "\(error); \(reason)"
  }

  /// - Parameters:
  ///   - question: What the action was asked for.
  ///   - related: Finds out whether hidden processes are related to known owners.
  init(_ snapshot: Snapshot, _ question: Question, _ related: inout RelatedProcesses) {
    self.question = question
    procPath = related.procPath
    issues = snapshot.issues
    remarks = snapshot.remarks
    socketCount = snapshot.sockets.count
    hiddenOwnerCount = snapshot.hiddenOwnerCount
    possibleMatches = snapshot.possibleHiddenMatches
    uncertainMatches = snapshot.uncertainMatchCount
    guard issues.contains(where: \.hidesProcesses) else { return }
    if hiddenOwnerCount > 0 {
      hiddenOwners = .certain(mayShareOthers: snapshot.hasIncompleteOwners)
    } else if possibleMatches + uncertainMatches > 0 {
      hiddenOwners = .possible
    } else if related.exist(in: snapshot) {
      // An ordinary user cannot read the processes of other users, so that alone is no reason for a note.
      hiddenOwners = .shared
    }
  }
}

extension Outcome {
  /// The outcome of an update after the owners of some of its sockets were read again.
  ///
  /// - Parameters:
  ///   - more: What could not be read.
  ///   - sockets: The sockets with the owners that were found.
  func adding(_ more: [Issue], of sockets: [Socket]) -> Outcome {
    var outcome = self
    outcome.issues += more.filter { !issues.contains($0) }
    let count = sockets.count { $0.ownership == .denied }
    if count > 0, hiddenOwners != .certain(mayShareOthers: true) {
      outcome.hiddenOwners = .certain(mayShareOthers: hiddenOwners == .shared)
    }
    outcome.hiddenOwnerCount = max(hiddenOwnerCount, count)
    return outcome
  }
}

// MARK: Exit status

extension Outcome {
  var exitStatus: ExitStatus {
    switch question {
    case .alwaysSucceeds: .success
    case .unreadable: .failure
    case .signal(let isRefused, let isUncertain):
      switch status(true) {
      case .success where isRefused: .noMatch
      case .success where isUncertain || hiddenOwnerCount > 0: .denied
      case let status: status
      }
    case .sockets(let isSelective): status(isSelective)
    case .wait(let goal, let isOver):
      switch status(true) {
      case .failure: .failure
      case _ where isOver: .success
      case .denied: .denied
      // A socket that still matches for certain ends the time, not the wait.
      case _: goal == .gone && socketCount == 0 ? .denied : .noMatch
      }
    case .pids(let count, let isSelective):
      switch (status(isSelective), count) {
      case (.failure, _): .failure
      case (_, 1...): .success
      case (.denied, _): .denied
      // No socket was found, or none with an owner.
      case _: hiddenOwnerCount > 0 ? .denied : .noMatch
      }
    }
  }

  private func status(_ isSelective: Bool) -> ExitStatus {
    if issues.contains(where: \.hidesTable) { return .failure }
    if !isSelective { return .success }
    // At least one socket matches for certain.
    if socketCount > uncertainMatches { return .success }
    return socketCount == 0 && possibleMatches == 0 ? .noMatch : .denied
  }
}

extension Outcome {
  /// Whether no socket matches, for certain: no table, and no owner that decides, is hidden.
  var hasNoMatch: Bool { exitStatus == .noMatch && socketCount == 0 }
}

extension Issue {
  /// Whether sockets may be missing because a whole table could not be read.
  fileprivate var hidesTable: Bool {
    switch self {
    case .unreadableTable, .unlistedState: true
    default: false
    }
  }
}
