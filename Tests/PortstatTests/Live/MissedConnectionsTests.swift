import SocketInspector
import Testing

@testable import portstat

/// Notes about closed connections that a stream does not report.
@Suite struct MissedConnectionsTests {
  /// A log with a gap would look complete, or the notes would fill the disk.
  @Test func lostNotificationsAreReportedWithTheirNumber() {
    var missed = MissedConnections()
    let start = MonotonicTime.now
    #expect(missed.notes(at: start) == [])
    missed.add(lost: 1, unmatched: 0)
    #expect(
      missed.notes(at: start).first?.hasPrefix("up to 1 closed connection may be missing") == true)
    missed.add(lost: 20, unmatched: 0)
    #expect(missed.notes(at: start.adding(seconds: 1)) == [])
    missed.add(lost: 30, unmatched: 0)
    let later = missed.notes(at: start.adding(seconds: 11))
    #expect(later.first?.hasPrefix("up to 50 closed connections may be missing") == true)
    #expect(missed.finalNotes == [])
    missed.add(lost: 7, unmatched: 0)
    #expect(missed.notes(at: start.adding(seconds: 12)) == [])
    #expect(missed.finalNotes.first?.hasPrefix("up to 7 closed") == true)
  }

  /// A log that a signal ended would look complete.
  @Test func whatIsNotWrittenAtTheEndIsCounted() {
    var missed = MissedConnections()
    missed.add(unwritten: 0)
    #expect(missed.finalNotes == [])
    missed.add(unwritten: 1)
    #expect(
      missed.finalNotes == ["1 connection that closed after the last update is not in the output"])
    missed.add(unwritten: 6)
    #expect(missed.finalNotes[0].hasPrefix("7 connections that closed after"))
  }

  /// A filter on owners would hide connections without a word.
  @Test func connectionsThatTheFilterCannotMatchAreCounted() {
    var missed = MissedConnections()
    missed.add(lost: 0, unmatched: 1)
    let first = missed.notes(at: .now)
    #expect(first.count == 1 && first[0].contains("are left out"))
    #expect(
      missed.finalNotes == [
        "1 connection that opened and closed between two updates was left out, because it is unknown "
          + "whether the filter matches"
      ])
    missed.add(lost: 0, unmatched: 4)
    #expect(missed.notes(at: .now) == first)  // the console writes it once
    #expect(missed.finalNotes[0].hasPrefix("5 connections that opened"))
  }
}
