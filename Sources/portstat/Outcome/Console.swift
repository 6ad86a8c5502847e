import SocketInspector

/// The output of an action: data goes to standard output, notes go to standard error.
struct Console {
  var output: OutputBuffer
  private var errors: StandardStream
  /// Whether notes contain counts and positions.
  private var notesHaveCounts = true
  /// The texts of the notes that were written.
  private var written: Set<String> = []

  init(_ output: StandardStream = .output, errors: StandardStream = .error) {
    self.output = OutputBuffer(output)
    self.errors = errors
  }

  /// Prepares for an outcome per update. Notes then contain no counts or positions, which change from update
  /// to update, so that the same note is not written again. A note that standard error does not accept within
  /// 20 ms is tried again with the next outcome, so that a stalled reader does not delay updates.
  mutating func expectUpdates() {
    notesHaveCounts = false
    errors = errors.limited(milliseconds: 20)
  }

  /// Writes the data of an action.
  ///
  /// - Parameter outcome: The outcome of the action. It is reported here if writing fails.
  /// - Returns: The outcome.
  /// - Throws: ``SystemError`` if the output cannot be written.
  mutating func write(
    _ outcome: () -> Outcome, _ body: (inout OutputBuffer) throws(SystemError) -> Void
  ) throws(SystemError) -> Outcome {
    do throws(SystemError) {
      try body(&output)
    } catch {
      report(outcome())
      throw error
    }
    return outcome()
  }

  /// Writes the notes of an outcome, except those that were written before.
  mutating func report(_ outcome: Outcome) {
    report(outcome.notes(withCounts: notesHaveCounts).map(\.text))
  }

  /// Writes notes, except those that were written before.
  mutating func report(_ notes: [String]) {
    for note in notes where !written.contains(note) {
      if Messages.write(note, to: errors) { written.insert(note) }
    }
  }
}
