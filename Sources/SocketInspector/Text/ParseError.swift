/// A line of a kernel table that is malformed.
public struct ParseError: Error, Hashable, Sendable {
  /// A field of a line.
  public enum Field: String, Sendable {
    /// The heading of the table.
    case heading
    case number = "row number"
    case localAddress = "local address"
    case localPort = "local port"
    case remoteAddress = "remote address"
    case remotePort = "remote port"
    case state
    case queues
    case timer
    case retransmits
    case userID = "uid"
    case probes = "timeout"
    case inode
    case columns
    /// The end of the line: another row follows on the same line.
    case lineEnd = "line end"
    // Of tracked connections:
    case protocolNumber = "protocol"
    case timeLeft = "time left"
    case connectionEnds = "addresses"
  }

  /// The field that could not be read.
  public var field: Field
  /// The position in the line, in bytes, starting at 1; 0 in ``emptyFile``.
  public var column: Int

  /// The error for a table without any line, not even the heading.
  static let emptyFile = ParseError(field: .heading, column: 0)
}

extension ParseError: CustomStringConvertible {
  public var description: String {
    field == .heading ? problem : "\(problem) at column \(column)"
  }

  /// What is wrong with the line, without the position.
  package var problem: String {
    field == .heading ? "not a table header" : "invalid \(field.rawValue)"
  }
}
