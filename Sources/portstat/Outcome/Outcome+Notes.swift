import SocketInspector

extension Outcome {
  /// The notes about hidden or missing data.
  ///
  /// - Parameter withCounts: Whether the texts contain counts and positions.
  func notes(withCounts: Bool) -> [Note] {
    var notes = remarks.map(\.note)
    var limit: String?
    for issue in issues {
      switch issue {
      case .unreadableProcesses(_, let error, _) where error.isLimit:
        limit = withCounts ? issue.description : "\(error.ofAnyProcess(procPath))"
      case _ where issue.hidesProcesses: break
      default: notes.append(note(on: issue, withCounts))
      }
    }
    if let hidden = noteOnOwners(withCounts) {
      notes.append(hidden)
    } else if let limit {
      notes.append(Note(limit))
    }
    if !omittedColumns.isEmpty {
      let columns = omittedColumns.joined(separator: ", ")
      notes.append(Note("not enough room for \(columns); use -W to show every column"))
    }
    if let hint { notes.append(Note(hint)) }
    return notes
  }

  private func note(on issue: Issue, _ withCounts: Bool) -> Note {
    switch issue {
    case .malformedLines(let path, let count, _, let error):
      let text = withCounts ? issue.description : "\(path): skipped lines: \(error.problem)"
      let table = path.split(separator: "/").last ?? ""
      return Note(text, brief: "\(table): \(count.counted("line")) skipped")
    case .reachedLimit(let error) where !withCounts:
      return Note(Issue.reachedLimit(error.ofAnyProcess(procPath)).description)
    default: return Note(issue.text(withCounts: withCounts))
    }
  }

  /// The note about hidden owners; nil if they do not affect the result.
  private func noteOnOwners(_ withCounts: Bool) -> Note? {
    // A process outside the PID namespace is not taken for an owner beside known ones.
    let issues = issues.filter { hiddenOwners != .shared || $0 != .processesOutsideNamespace }
    let causes = HiddenOwnerCauses(issues, in: procPath, withCounts: withCounts)
    if causes.isEmpty { return nil }
    let text: String
    var purpose = "to see them"
    var brief = "owners may be hidden"
    switch hiddenOwners {
    case .none: return nil
    case .certain(let mayShareOthers):
      let count = hiddenOwnerCount
      if withCounts, count == 1, !mayShareOthers { purpose = "to see it" }
      let hidden =
        !withCounts
        ? "owners of sockets are hidden"
        : count == 1 ? "the owner of 1 socket is hidden" : "owners of \(count) sockets are hidden"
      text = hidden + (mayShareOthers ? ", and others may share sockets that are shown" : "")
      brief = count == 1 ? "owner of 1 socket hidden" : "owners of \(count) sockets hidden"
    case .possible:
      text = possibleOwnersText(withCounts)
      (purpose, brief) = ("to find out", "hidden owners may match")
    case .shared: text = "other processes may share sockets that are shown"
    }
    return Note(text + causes.text(purpose), brief: brief, isAboutOwners: true)
  }

  /// What is uncertain if a hidden owner may decide whether a socket matches: of sockets that are not shown,
  /// whether they have an owner that the filter includes; of those that are, one that it excludes.
  private func possibleOwnersText(_ withCounts: Bool) -> String {
    let count = possibleMatches + uncertainMatches
    let isOne = withCounts && count == 1
    let sockets = !withCounts ? "sockets" : isOne ? "1 socket" : "\(count) sockets"
    var effects: [String] = []
    if possibleMatches > 0 { effects.append(isOne ? "matches" : "match") }
    if uncertainMatches > 0 { effects.append(isOne ? "is excluded" : "are excluded") }
    return "\(sockets) may have \(isOne ? "a hidden owner" : "hidden owners") that "
      + effects.joined(separator: " or ")
  }
}

extension SystemError {
  /// The same error without the PID, which may differ from update to update: `/proc/PID/fd` for
  /// `/proc/7/fd/3` and `/proc/7/task/8/fd`.
  func ofAnyProcess(_ procPath: String) -> SystemError {
    guard path.hasPrefix("\(procPath)/") else { return self }
    let names = path.dropFirst(procPath.count + 1).split(separator: "/")
    guard names.first?.isNumber == true else { return self }
    let file = names.last { !$0.isNumber }.map { "/\($0)" } ?? ""
    return SystemError(operation, "\(procPath)/PID\(file)", code: code)
  }
}

extension Substring {
  fileprivate var isNumber: Bool { allSatisfy { ("0"..."9").contains($0) } }
}

extension Remark {
  var note: Note { Note(description, brief: brief) }

  /// The remark in a few words.
  private var brief: String {
    switch self {
    case .foreignNetworkNamespace: "network namespace of process 1"
    case .ownNetworkNamespace: "network namespace of portstat"
    case .unknownInterfaces: "interfaces of sockets unknown"
    case .shortConnectionsUnseen, .shortConnectionsOfNamespacesUnseen:
      "short connections can be missed"
    }
  }
}
