/// Ports that are looked for: a range, and the protocol if it matters.
public struct PortPattern: Hashable, Sendable {
  public var ports: ClosedRange<UInt16>
  /// nil for every protocol.
  public var table: SocketTable.ID?

  public init(_ ports: ClosedRange<UInt16>, table: SocketTable.ID? = nil) {
    self.ports = ports
    self.table = table
  }

  func matches(_ port: UInt16, _ table: SocketTable.ID) -> Bool {
    ports.contains(port) && (self.table ?? table) == table
  }
}
