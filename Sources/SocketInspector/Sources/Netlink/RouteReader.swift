/// Asks the kernel to whom addresses belong, in the network namespace of the calling thread: rtnetlink(7), for which
/// no privilege is needed. Each address is looked up once, and the addresses of interfaces are listed once.
final class RouteReader: Sendable {
  private static let name = "routes over netlink"

  private let owners = LockedValue<[IPAddress: LocalAddresses.Owner]>([:])
  private let interfaceAddresses = LockedValue<[IPAddress]?>(nil)

  /// The addresses of this machine.
  var localAddresses: LocalAddresses {
    LocalAddresses(list: { self.addresses }) { self.owner(of: $0) }
  }

  /// The addresses of all interfaces; none if the kernel or a sandbox does not allow the question.
  private var addresses: [IPAddress] {
    interfaceAddresses.withLock { addresses in
      if let addresses { return addresses }
      let all = (try? Self.listAddresses()) ?? []
      addresses = all
      return all
    }
  }

  private static func listAddresses() throws(SystemError) -> [IPAddress] {
    let socket = try NetlinkSocket(.route, readingFrom: name)
    let sequence = UInt32.random(in: .min ... .max)
    try socket.send(AddressMessage.request(sequence: sequence))
    let response = NetlinkResponse(sequence: sequence)
    var buffer = [UInt8](repeating: 0, count: NetlinkSocket.maxPartSize)
    var addresses: [IPAddress] = []
    while true {
      for part in try socket.receive(into: &buffer) {
        let ending = response.read(buffer.span.extracting(part)) { payload in
          if let address = AddressMessage.address(payload) { addresses.append(address) }
          return true
        }
        if ending != .more { return addresses }
      }
    }
  }

  private func owner(of address: IPAddress) -> LocalAddresses.Owner {
    owners.withLock { owners in
      if let owner = owners[address] { return owner }
      let owner = Self.lookUp(address)
      owners[address] = owner
      return owner
    }
  }

  /// - Returns: ``LocalAddresses/Owner/unknown`` if the kernel or a sandbox does not allow the question.
  private static func lookUp(_ address: IPAddress) -> LocalAddresses.Owner {
    (try? ask(address)) ?? .unknown
  }

  private static func ask(_ address: IPAddress) throws(SystemError) -> LocalAddresses.Owner {
    let socket = try NetlinkSocket(.route, readingFrom: name)
    let sequence = UInt32.random(in: .min ... .max)
    try socket.send(RouteMessage.request(address, sequence: sequence))
    var buffer = [UInt8](repeating: 0, count: NetlinkSocket.maxPartSize)
    guard let part = try socket.receive(into: &buffer).first else { return .unknown }
    var owner = LocalAddresses.Owner.unknown
    let ending = NetlinkResponse(sequence: sequence).read(buffer.span.extracting(part)) { payload in
      owner = RouteMessage.owner(payload)
      return true
    }
    if case .refused(let code) = ending {
      return SystemError.withoutRoute.contains(code) ? .other : .unknown
    }
    return owner
  }
}
