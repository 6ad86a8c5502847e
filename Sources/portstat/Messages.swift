import SocketInspector

/// What is said to the person, on standard error: one line each, never among the data.
enum Messages {
  /// - Returns: Whether it was written, rather than left for later because the output of a program
  ///   that must not wait takes nothing now.
  @discardableResult
  static func write(_ note: String, to output: StandardStream = .error) -> Bool {
    var text: [UInt8] = Array("portstat: ".utf8)
    Escaping.appendText(Array(note.utf8), to: &text)
    text.append(UInt8(ascii: "\n"))
    do throws(SystemError) {
      try output.write(text.span)
      return true
    } catch {
      return !error.isTimeout  // otherwise standard error is closed or broken
    }
  }
}

/// What could not be seen in a snapshot.
struct Note: Equatable {
  /// A sentence with its cause or remedy.
  let text: String
  /// The same in a few words, for the last line of the live view.
  let brief: String
  /// Whether it is the note about hidden owners.
  let isAboutOwners: Bool

  init(_ text: String, brief: String? = nil, isAboutOwners: Bool = false) {
    self.text = text
    self.brief = brief ?? text
    self.isAboutOwners = isAboutOwners
  }

  /// For a filter on owners that was typed after the snapshot was taken.
  static var ownersMayBeHidden: Note {
    Note("owners may be hidden: \(remedy)", brief: "owners may be hidden", isAboutOwners: true)
  }

  /// How to see what processes hide.
  static var remedy: String {
    Terminal.isRoot
      ? "some processes cannot be read, even by root (is CAP_SYS_PTRACE missing?)"
      : "run as root to see them"
  }

  /// The cause and the remedy if processes could not be read for lack of a right.
  static var denial: String { " (permission denied); \(remedy)" }
}

/// Makes the notes on the snapshots of one run, and writes each once: a text that was written before is
/// not written again, also if it did not apply for some time.
struct MessageLog {
  /// Whether the texts contain counts and places. In a stream they differ from update to update, and
  /// the same note would be written again and again.
  private let isCounting: Bool
  private let procPath: String
  /// The proc tree of the snapshots, if it is still open.
  private let tree: ProcFileSystem?
  private var written: Set<String> = []
  /// The last question whether processes are related, and its answer: in a stream it is mostly the
  /// same, and reads some files for each process.
  private var relatives: (owners: Set<Int32>, hidden: UnreadableProcesses, areThere: Bool)?

  init(_ procPath: String, _ tree: ProcFileSystem? = nil, isCounting: Bool) {
    self.procPath = procPath
    self.tree = tree
    self.isCounting = isCounting
  }

  /// Writes the notes on a snapshot that were not written before. Those that the reader does not take
  /// now are written with a later one.
  mutating func write(_ snapshot: Snapshot, to output: StandardStream = .error) {
    for note in notes(snapshot) where !written.contains(note.text) {
      if Messages.write(note.text, to: output) { written.insert(note.text) }
    }
  }

  /// The notes on a snapshot, each once.
  mutating func notes(_ snapshot: Snapshot) -> [Note] {
    var notes: [Note] = []
    var reason: String?
    var limit: String?
    for issue in snapshot.issues {
      switch issue {
      case .unreadableProcesses(_, let error) where !error.isDenied:
        let text = isCounting ? "\(error)" : "\(error.ofAnyProcess(procPath))"
        reason = reason ?? ": \(text)"
        if error.isLimit { limit = isCounting ? issue.description : text }
      case .unreadableProcesses: reason = reason ?? Note.denial
      case .hiddenProcesses: reason = reason ?? ": \(Note.remedy)"
      case .malformedLines(let table, let count, _, let error):
        let brief = "\(table): \(count) \(count == 1 ? "line" : "lines") left out"
        let text =
          isCounting
          ? issue.description
          : "\(table): lines were left out: no valid \(error.field.rawValue)"
        notes.append(Note(text, brief: brief))
      case .reachedLimit(let error) where !isCounting:
        notes.append(Note(Issue.reachedLimit(error.ofAnyProcess(procPath)).description))
      case .descriptorsNotLinks where !isCounting:
        notes.append(
          Note(
            "file descriptors of processes are not symbolic links, so the owners of some sockets are "
              + "unknown; copy the recording with a tool that keeps links, such as cp -a or tar"))
      default: notes.append(Note(issue.description))
      }
    }
    if let reason, let hidden = hiddenOwners(snapshot) {
      notes.append(Note("\(hidden.text)\(reason)", brief: hidden.brief, isAboutOwners: true))
    } else if let limit {
      notes.append(Note(limit))
    }
    return notes
  }

  /// What is said of hidden owners, without the reason; nil if nothing that is shown depends on them.
  private mutating func hiddenOwners(_ snapshot: Snapshot) -> Note? {
    let denied = snapshot.hiddenOwnerCount
    let possible = snapshot.possibleHiddenMatches + snapshot.uncertainMatchCount
    if denied > 0 {
      let hidden =
        !isCounting
        ? "owners of sockets are hidden"
        : denied == 1 ? "the owner of 1 socket is hidden" : "owners of \(denied) sockets are hidden"
      let others =
        snapshot.hasIncompleteOwners ? ", and others may share sockets that are shown" : ""
      return Note(
        hidden + others,
        brief: denied == 1 ? "owner of 1 socket hidden" : "owners of \(denied) sockets hidden")
    }
    if possible > 0 {
      let hidden =
        !isCounting
        ? "owners of sockets may be hidden"
        : possible == 1
          ? "an owner of 1 socket may be hidden" : "owners of \(possible) sockets may be hidden"
      return Note(hidden, brief: "owners may be hidden")
    }
    return mayShare(snapshot)
      ? Note("other processes may share sockets that are shown", brief: "owners may be hidden")
      : nil
  }

  /// Whether a process that could not be read is related to a known owner. That processes of others
  /// cannot be read is the rule for an ordinary user, and no reason for a note by itself.
  private mutating func mayShare(_ snapshot: Snapshot) -> Bool {
    let (owners, hidden) = (snapshot.incompleteOwners, snapshot.hiddenProcesses)
    if let relatives, relatives.owners == owners, relatives.hidden == hidden {
      return relatives.areThere
    }
    if owners.isEmpty { return false }
    guard let tree = tree ?? (try? ProcFileSystem(procPath)) else { return false }
    let areThere = hidden.areRelated(to: owners, in: tree)
    relatives = (owners, hidden, areThere)
    return areThere
  }
}

extension SystemError {
  /// The same error without the process that it occurred with, which may be another one each time:
  /// `/proc/PID/fd` for `/proc/7/fd/3` and for `/proc/7/task/8/fd`.
  fileprivate func ofAnyProcess(_ procPath: String) -> SystemError {
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
