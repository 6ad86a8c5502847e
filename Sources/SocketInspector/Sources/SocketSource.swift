/// One way to read a table of a network namespace.
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

/// A request to a source.
struct TableRequest {
  let table: SocketTable.ID
  /// The sockets to read. A source may omit others, except listening sockets.
  let filter: Filter
  /// What to read besides the rows, such as ``Requirements/retransmits``.
  let requirements: Requirements
  /// The byte order of a recording; nil for that of this machine.
  var byteOrder: ByteOrder?
  /// The access to the network namespace to read; nil for that of this process.
  var namespace: (any NamespaceAccess)?
}
