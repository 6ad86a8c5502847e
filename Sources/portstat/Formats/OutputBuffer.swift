import SocketInspector

/// Collects output and writes it in large chunks.
struct OutputBuffer {
  /// In bytes. A pipe holds 64 KiB, see pipe(7): with several chunks in it, the reader can work while
  /// portstat writes the next one.
  private static let chunkSize = 16_384

  /// The bytes that are not written yet.
  var bytes: [UInt8] = []
  private(set) var output: StandardStream

  init(_ output: StandardStream) {
    self.output = output
    bytes.reserveCapacity(Self.chunkSize + 8192)
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ other: some Collection<UInt8>) { bytes.append(contentsOf: other) }

  /// Writes the collected bytes if they fill a chunk.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func flushIfFull() throws(SystemError) {
    if bytes.count >= Self.chunkSize { try flush() }
  }

  /// Writes the collected bytes, and then others without copying them.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func write(_ other: [UInt8]) throws(SystemError) {
    try flush()
    try output.write(other.span)
  }

  /// Makes writes that block end when a signal arrives.
  mutating func makeInterruptible(by poller: borrowing EventPoller) {
    output = output.interruptible(by: poller)
  }

  /// Removes the collected bytes without writing them.
  mutating func discard() { bytes.removeAll(keepingCapacity: true) }

  /// Writes the collected bytes.
  ///
  /// - Throws: ``SystemError`` with `write`.
  mutating func flush() throws(SystemError) {
    try output.write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }
}
