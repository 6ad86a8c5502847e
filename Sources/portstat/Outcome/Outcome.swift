import SocketInspector

/// What an action could not see, and what decides about the exit status. The notes on standard error,
/// the exit status and the notes of the live view are all made from it, in every mode.
struct Outcome: Equatable, Sendable {
  /// What was asked, and what the answer says about the exit status.
  enum Question: Equatable, Sendable {
    /// Nothing that can fail to be found: a document, or updates until the user ends them.
    case open
    /// Which sockets there are; `isSelective` if some were picked, so that finding none is a failure.
    case sockets(isSelective: Bool)
    /// Which processes own sockets, and how many PIDs were printed.
    case pids(Int, isSelective: Bool)
  }

  /// What hidden processes mean for the sockets that are shown.
  enum HiddenOwners: Equatable, Sendable {
    case none
    /// The owners of some sockets are hidden. `mayShareOthers` if sockets with known owners may have
    /// hidden ones too.
    case certain(mayShareOthers: Bool)
    /// Owners may be hidden that decide whether a socket matches the filter.
    case possible
    /// Processes that are related to known owners are hidden, and may share their sockets.
    case shared
  }

  var question = Question.open
  /// The tree that was read.
  var procPath = "/proc"
  var issues: [Issue] = []
  /// How many sockets were found.
  var socketCount = 0
  var hiddenOwners = HiddenOwners.none
  /// Of how many sockets the owners are hidden.
  var hiddenOwnerCount = 0
  /// How many sockets a filter on owners left out although a hidden process may be their owner.
  var possibleMatches = 0
  /// How many of the sockets that were found may have an owner that the filter excludes.
  var uncertainMatches = 0

  /// Nothing was hidden.
  init() {}

  /// - Parameter related: Answers whether hidden processes are related to known owners.
  init(_ snapshot: Snapshot, _ question: Question, _ related: inout RelatedProcesses) {
    self.question = question
    procPath = related.procPath
    issues = snapshot.issues
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
      // That processes of others cannot be read is the rule for an ordinary user, and no reason for a
      // note by itself.
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
    case .open: .success
    case .sockets(let isSelective): status(isSelective)
    case .pids(let count, let isSelective):
      switch (status(isSelective), count) {
      case (.failure, 1...): .failure
      case (_, 1...): .success
      case (let status, _): hiddenOwnerCount > 0 ? .denied : status
      }
    }
  }

  private func status(_ isSelective: Bool) -> ExitStatus {
    if issues.contains(where: \.hidesTable) { return .failure }
    if !isSelective { return .success }
    // Sockets that a hidden owner may exclude are shown, but nothing is certain if there are no others.
    if socketCount > uncertainMatches { return .success }
    return socketCount == 0 && possibleMatches == 0 ? .noMatch : .denied
  }
}

extension Issue {
  /// Whether sockets may be missing because a whole table could not be read.
  fileprivate var hidesTable: Bool {
    switch self {
    case .unreadableTable, .unlistedState: true
    default: false
    }
  }

  /// Whether owners may be missing because processes could not be read.
  fileprivate var hidesProcesses: Bool {
    switch self {
    case .unreadableProcesses, .hiddenProcesses: true
    default: false
    }
  }
}
