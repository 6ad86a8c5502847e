/// A range of ports, of one table or of all.
public struct PortPattern: Hashable, Sendable {
  /// The first and the last port, 0 to 65535.
  public var ports: ClosedRange<UInt16>
  /// nil for all tables.
  public var table: SocketTable.ID?

  /// Creates a range of ports, of one table or of all (nil).
  public init(_ ports: ClosedRange<UInt16>, table: SocketTable.ID? = nil) {
    self.ports = ports
    self.table = table
  }

  /// Whether no port is excluded, as in `tcp/10.0.0.7`.
  package var includesEveryPort: Bool { ports == 0...UInt16.max }

  /// - Parameter port: nil for an end without a port, which never matches.
  package func matches(_ port: UInt16?, _ table: SocketTable.ID) -> Bool {
    guard let port else { return false }
    return ports.contains(port) && (self.table ?? table) == table
  }
}
