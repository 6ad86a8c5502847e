/// The format of a file under `/proc/net`: a heading, then a line for each socket.
protocol ProcNetLine {
  /// The error for a line that should be the heading; nil for the heading.
  func headingError(_ line: Span<UInt8>) -> ParseError?

  /// Parses a line without its newline.
  ///
  /// - Parameter isTerminated: Whether a newline followed. Without one, the line may be truncated.
  /// - Throws: ``ParseError`` for a malformed line.
  func parse(_ line: Span<UInt8>, isTerminated: Bool) throws(ParseError) -> SocketEntry
}
