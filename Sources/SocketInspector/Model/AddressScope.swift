/// The part of the network from which an address can be reached.
public enum AddressScope: String, CaseIterable, Sendable {
  /// 127.0.0.0/8 and `::1`: the local host.
  case loopback
  /// 169.254.0.0/16 and `fe80::/10`: the same link.
  case linkLocal = "link-local"
  /// RFC 1918, RFC 6598 (100.64.0.0/10) and RFC 4193 (`fc00::/7`): the same organization.
  case `private`
  /// 224.0.0.0/4 and `ff00::/8`: the members of a multicast group.
  case multicast
  /// The wildcard address: every interface of the local host.
  case any
  /// Every other address.
  case global
}

extension IPAddress {
  /// The scope of the address; an IPv4-mapped address has the scope of its IPv4 address.
  public var scope: AddressScope {
    let address = unmapped
    if address.isUnspecified { return .any }
    return address.family == .ipv4 ? address.ipv4Scope : address.ipv6Scope
  }

  private var ipv4Scope: AddressScope {
    if low >> 24 == 127 { return .loopback }
    if low >> 16 == 0xa9fe { return .linkLocal }
    if low >> 24 == 10 || low >> 20 == 0xac1 || low >> 16 == 0xc0a8 { return .private }
    if low >> 22 == 0x6440 >> 6 { return .private }
    return low >> 28 == 0xe ? .multicast : .global
  }

  private var ipv6Scope: AddressScope {
    if high == 0 && low == 1 { return .loopback }
    if high >> 54 == 0xfe80 >> 6 { return .linkLocal }
    if high >> 57 == 0xfc >> 1 { return .private }
    return high >> 56 == 0xff ? .multicast : .global
  }
}
