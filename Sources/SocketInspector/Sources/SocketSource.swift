/// One way to read a table of the network namespace that this process is in.
protocol SocketSource: ~Copyable {
  static var kind: RowSource { get }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - buffer: ``LineReader/longestLine`` bytes of scratch space, kept by the caller between tables.
  ///   - sink: Receives the rows, and what could not be read.
  /// - Throws: ``SystemError`` if the source cannot read this table; what the sink received until then
  ///   must not be used.
  mutating func read(
    _ request: TableRequest, buffer: inout [UInt8], into sink: inout SocketSink
  ) throws(SystemError)
}

/// What a source is asked for.
struct TableRequest {
  let table: SocketTable.ID
  /// Which sockets are wanted: a source may leave out others, except those that listen.
  let filter: Filter
  /// Whether to ask the kernel for retransmissions and probes.
  let requirements: Requirements
}
