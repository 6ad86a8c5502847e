/// The range of a port number (RFC 6335, section 6).
public enum PortClass: String, CaseIterable, Sendable {
  /// 0 to 1023: system ports, assigned by IANA.
  case wellKnown = "well-known"
  /// 1024 to 49151: user ports, registered with IANA.
  case registered
  /// 49152 to 65535: dynamic ports, never assigned.
  case dynamic

  /// The class of a port.
  public init(_ port: UInt16) {
    switch port {
    case 0..<1024: self = .wellKnown
    case 1024..<49152: self = .registered
    default: self = .dynamic
    }
  }
}
