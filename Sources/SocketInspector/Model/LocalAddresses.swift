/// Which addresses belong to the machine whose sockets are listed, and to which of its devices: a socket on the
/// wildcard address gets only what is sent to these.
struct LocalAddresses: Sendable {
  /// To whom an address belongs.
  enum Owner: Hashable, Sendable {
    /// This machine: an address of the device with this index, or one that a route of type `local` names.
    case device(UInt32)
    /// Several machines: a broadcast or multicast address.
    case group
    /// Another machine, or none.
    case other
    /// As in a recording, which has neither addresses nor routes.
    case unknown
  }

  private let lookUp: @Sendable (IPAddress) -> Owner
  private let list: @Sendable () -> [IPAddress]

  /// - Parameters:
  ///   - list: Returns the addresses of all interfaces; none if they are unknown.
  ///   - lookUp: Returns the owner of an address that is neither the wildcard address nor a loopback or
  ///     multicast one.
  init(
    list: @escaping @Sendable () -> [IPAddress] = { [] },
    _ lookUp: @escaping @Sendable (IPAddress) -> Owner
  ) {
    self.list = list
    self.lookUp = lookUp
  }

  /// Those of a machine of which no address is known.
  static let unknown = LocalAddresses { _ in .unknown }

  /// The owner of an address. Loopback addresses are known without looking.
  func owner(of address: IPAddress) -> Owner {
    switch address.scope {
    case .loopback: .device(SocketEntry.loopbackIndex)
    case .multicast: .group
    default: address == IPAddress(ipv4: .max) ? .group : lookUp(address)
    }
  }

  /// The addresses of this machine that a network contains; for loopback addresses, all of which belong to it, one
  /// that stands for them: 127.0.0.1, `::1`, or the first of the network.
  func addresses(in network: IPNetwork) -> [IPAddress] {
    let loopback = [
      IPAddress(ipv4: 127 << 24 + 1), IPAddress(ipv6: 0, 1), network.address.unmapped,
    ]
    .first { $0.scope == .loopback && network.contains($0) }
    return [loopback].compactMap(\.self)
      + list().filter { $0.scope != .loopback && network.contains($0) }
  }

  /// Whether a socket on the wildcard address may get what is sent to an address; true for the wildcard address
  /// itself.
  ///
  /// What a machine sends to one of its own addresses arrives on the device of that address
  /// (`ip_route_output_key_hash_rcu` in the kernel's `net/ipv4/route.c`), so a socket that is bound to the loopback
  /// device gets what is sent to any address of that device. A socket that is bound to another device gets what
  /// arrives there from outside for any address of the machine, but loopback addresses.
  func mayReach(_ socket: SocketEntry, at address: IPAddress) -> Bool {
    if address.isUnspecified { return true }
    let isBoundToLoopback = socket.interfaceIndex == SocketEntry.loopbackIndex
    let isBoundElsewhere = socket.interfaceIndex != nil && !isBoundToLoopback
    if isBoundElsewhere, address.scope == .loopback { return false }
    switch owner(of: address) {
    case .device(let index): return !isBoundToLoopback || index == SocketEntry.loopbackIndex
    case .group: return !socket.table.facts.isConnectionOriented
    case .other: return false
    case .unknown: return !isBoundToLoopback
    }
  }
}
