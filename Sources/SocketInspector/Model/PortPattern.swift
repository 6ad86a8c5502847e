/// Ports that are looked for: a range, and the protocol if it matters.
public struct PortPattern: Hashable, Sendable {
  public var ports: ClosedRange<UInt16>
  /// nil for every protocol.
  public var transport: TransportProtocol?

  public init(_ ports: ClosedRange<UInt16>, transport: TransportProtocol? = nil) {
    self.ports = ports
    self.transport = transport
  }

  func matches(_ port: UInt16, _ transport: TransportProtocol) -> Bool {
    ports.contains(port) && (self.transport ?? transport) == transport
  }
}
