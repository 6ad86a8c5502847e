/// Asks the kernel to whom addresses belong, in the network namespace of the calling thread: rtnetlink(7), for which
/// no privilege is needed. Each address is looked up once.
final class RouteReader: Sendable {
  private static let name = "routes over netlink"

  private let owners = LockedValue<[IPAddress: LocalAddresses.Owner]>([:])

  /// The addresses of this machine.
  var localAddresses: LocalAddresses { LocalAddresses { self.owner(of: $0) } }

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
