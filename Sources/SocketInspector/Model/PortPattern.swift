/// Ports that are looked for: a range, and the protocol if it matters.
public struct PortPattern: Hashable, Sendable {
  public var ports: ClosedRange<UInt16>
  /// nil for every protocol.
  public var table: SocketTable.ID?

  public init(_ ports: ClosedRange<UInt16>, table: SocketTable.ID? = nil) {
    self.ports = ports
    self.table = table
  }

  /// - Parameter port: nil, of an end that has no port, does not match.
  func matches(_ port: UInt16?, _ table: SocketTable.ID) -> Bool {
    guard let port else { return false }
    return ports.contains(port) && (self.table ?? table) == table
  }
}
