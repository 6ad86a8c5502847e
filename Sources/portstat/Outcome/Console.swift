import SocketInspector

/// Where an action writes: data to standard output, notes to standard error.
struct Console {
  var output: OutputBuffer
  private var errors: StandardStream
  /// Whether notes contain counts and places.
  private var isCounting = true
  /// The notes that were written, by their texts.
  private var written: Set<String> = []

  init(_ output: StandardStream = .output, errors: StandardStream = .error) {
    self.output = OutputBuffer(output)
    self.errors = errors
  }

  /// Prepares for one outcome after the other. Their notes have no counts and places, which differ
  /// from update to update, so that the same note is not written again and again. Those that standard
  /// error does not accept within 20 ms are tried again with the next outcome.
  mutating func expectUpdates() {
    isCounting = false
    errors = errors.limited(milliseconds: 20)
  }

  /// Writes the data of an action.
  ///
  /// - Parameter outcome: The outcome of the action, which is reported here if writing fails.
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

  /// Writes the notes of an outcome, each once in the life of the program, even if it did not apply
  /// for some time.
  mutating func report(_ outcome: Outcome) {
    for note in outcome.notes(isCounting: isCounting) where !written.contains(note.text) {
      if Messages.write(note.text, to: errors) { written.insert(note.text) }
    }
  }
}
