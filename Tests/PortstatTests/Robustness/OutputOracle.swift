import Foundation
import TestSupport
import Testing

/// The complete output of portstat for one state of sockets. Decides whether the output of a run
/// with failures is still right: it may show less if it says so, but nothing different.
struct OutputOracle {
  private let whole: [SocketRecord.Row: SocketRecord]
  /// Whether portstat runs in a PID namespace below the machine's, where no result is complete.
  private let isNested: Bool
  var sockets: [SocketRecord] { Array(whole.values) }

  /// - Parameters:
  ///   - output: The output of an undisturbed run with `--json`.
  ///   - isNested: Whether portstat runs in a PID namespace below the machine's.
  init(whole output: Data, isNested: Bool = false) throws {
    let document: SocketDocument = try SocketRecord.decode(output)
    try #require(document.complete != isNested)
    self.isNested = isNested
    whole = Dictionary(document.sockets.map { ($0.row, $0) }) { first, _ in first }
    try #require(!whole.isEmpty)
  }

  /// Checks a run with `--json` in which something may have failed.
  ///
  /// - Parameter mustBeWhole: Whether nothing may be missing.
  func check(_ run: Program.Run, mustBeWhole: Bool = false, _ comment: Comment) {
    #expect(run.status == 0 || run.status == 4 && !mustBeWhole, comment)
    let notes = run.errorText.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(notes.last == "", comment)
    #expect(notes.dropLast().allSatisfy { $0.hasPrefix("portstat: ") }, comment)
    if run.status != 0 { #expect(notes.count > 1, comment) }
    if run.output.isEmpty {
      #expect(run.status == 4, comment)
      return
    }
    guard let document: SocketDocument = try? SocketRecord.decode(run.output) else {
      #expect(run.errorText.contains("cannot write standard output"), comment)
      return
    }
    if isNested { #expect(!document.complete, comment) }
    let isWhole = document.complete || mustBeWhole
    for socket in document.sockets { check(socket, isWhole, notes.count > 1, comment) }
    let rows = Set(document.sockets.map(\.row))
    #expect(rows.count == document.sockets.count, comment)
    if isWhole { #expect(rows.count == whole.count, comment) }
    if mustBeWhole { #expect(document.complete != isNested, comment) }
    if !document.complete, rows.count < whole.count { #expect(run.status == 4, comment) }
  }

  /// - Parameters:
  ///   - isComplete: Whether all owners have to be there.
  ///   - hasNote: Whether there is a note, without which none may be missing in a PID namespace either.
  private func check(
    _ socket: SocketRecord, _ isComplete: Bool, _ hasNote: Bool, _ comment: Comment
  ) {
    guard let right = whole[socket.row] else {
      Issue.record("a row that does not exist: \(socket) \(comment)")
      return
    }
    if isComplete || (isNested && !hasNote) {
      #expect(socket.descriptors == right.descriptors, comment)
      #expect(socket.ownership == right.ownership, comment)
    } else {
      #expect(socket.descriptors.isSubset(of: right.descriptors), comment)
      #expect(
        socket.ownership == right.ownership || socket.ownership == "denied", comment)
    }
  }
}
