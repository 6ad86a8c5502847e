import SocketInspector

/// Bytes on their way out: collected, and written in large pieces.
struct OutputBuffer {
  /// A pipe takes 64 KiB: several pieces, so that its reader and we need not wait for each other.
  private static let pieceSize = 16_384

  /// What is not written yet.
  var bytes: [UInt8] = []
  private(set) var output: StandardStream

  init(_ output: StandardStream) {
    self.output = output
    bytes.reserveCapacity(Self.pieceSize + 8192)
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(_ other: some Collection<UInt8>) { bytes.append(contentsOf: other) }

  mutating func append(spaces count: Int) {
    if count > 0 { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
  }

  /// Writes what there is, if it makes a piece.
  mutating func flushIfFull() throws(SystemError) {
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes what there is, and then other bytes.
  mutating func write(_ other: [UInt8]) throws(SystemError) {
    try flush()
    try output.write(other.span)
  }

  /// Lets a signal end writes that have to wait.
  mutating func interrupt(by poller: borrowing EventPoller) {
    output = output.interrupted(by: poller)
  }

  /// Forgets what there is.
  mutating func discard() { bytes.removeAll(keepingCapacity: true) }

  mutating func flush() throws(SystemError) {
    try output.write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }
}
