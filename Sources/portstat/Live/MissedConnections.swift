import SocketInspector

/// Counts the closed connections that a stream does not report, or the live view does not count, and decides
/// when notes say so.
struct MissedConnections {
  /// The minimum time between two notes about lost notifications, in seconds.
  private static let interval = 10.0

  private var unmatchedCount = 0
  /// The lost notifications that no note has reported.
  private var unreportedCount: UInt64 = 0
  private var nextNote: MonotonicTime?

  /// The connections that closed after the last update, and are not written.
  private var unwrittenCount = 0

  /// Adds what is not written because a signal ended the stream.
  mutating func add(unwritten count: Int) { unwrittenCount += count }

  /// Adds what an update missed.
  mutating func add(lost: UInt64, unmatched: Int) {
    unreportedCount += lost
    unmatchedCount += unmatched
  }

  /// The notes that are due.
  mutating func notes(at now: MonotonicTime) -> [String] {
    var notes: [String] = []
    if unmatchedCount > 0 { notes.append(Self.unmatchedNote) }
    if unreportedCount > 0, nextNote.map({ now >= $0 }) ?? true {
      notes.append(Self.note(onLost: unreportedCount))
      unreportedCount = 0
      nextNote = now.adding(seconds: Self.interval)
    }
    return notes
  }

  /// The notes at the end of the stream.
  var finalNotes: [String] {
    var notes: [String] = []
    if unmatchedCount > 0 {
      let (count, verb) =
        unmatchedCount == 1 ? ("1 connection", "was") : ("\(unmatchedCount) connections", "were")
      notes.append(
        "\(count) that opened and closed between two updates \(verb) left out, because "
          + "it is unknown whether the filter matches")
    }
    if unreportedCount > 0 { notes.append(Self.note(onLost: unreportedCount)) }
    if unwrittenCount > 0 {
      let (count, verb) =
        unwrittenCount == 1 ? ("1 connection", "is") : ("\(unwrittenCount) connections", "are")
      notes.append("\(count) that closed after the last update \(verb) not in the output")
    }
    return notes
  }

  /// The notes of the live view.
  var liveNotes: [Note] {
    let unmatched = Note(Self.unmatchedNote, brief: "short connections not counted")
    let lost = Note(Self.note(onLost: unreportedCount), brief: "closed connections not counted")
    return (unmatchedCount > 0 ? [unmatched] : []) + (unreportedCount > 0 ? [lost] : [])
  }

  private static let unmatchedNote =
    "connections that open and close between two updates are left out if the filter depends on their "
    + "owners, or on ends that the kernel clears when a connection is aborted; a shorter interval "
    + "leaves out fewer"

  private static func note(onLost count: UInt64) -> String {
    let connections = Int(clamping: count).counted("closed connection")
    let remedy = CurrentUser.isRoot ? "" : "; raise net.core.rmem_max or run as root"
    return "up to \(connections) may be missing (the kernel dropped notifications)\(remedy)"
  }
}
