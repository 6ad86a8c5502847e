import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// A message about a route, and one about an address of an interface: each without the head of the netlink message.
  static let routes = FuzzTarget(name: "routes") { message in
    checkRoute(message)
    checkAddress(message)
  } seeds: {
    [
      [2, 32, 0, 0, 255, 2, 254, 2, 0, 0, 0, 0, 8, 0, 1, 0, 10, 0, 0, 7, 8, 0, 4, 0, 3, 0, 0, 0],
      [2, 24, 128, 0, 3, 0, 0, 0, 8, 0, 1, 0, 10, 1, 0, 2, 8, 0, 2, 0, 10, 1, 0, 1],
      [10, 64, 128, 0, 3, 0, 0, 0, 20, 0, 1, 0, 32, 1, 13, 184] + Array(repeating: 0, count: 11)
        + [9],
    ]
  }

  private static func checkRoute(_ message: [UInt8]) {
    let owner = RouteMessage.owner(message.span)
    let attributes = message.count < 12 ? nil : naiveAttributes(Array(message.dropFirst(12)))
    guard let attributes else { return require(owner, is: .unknown, "owner") }
    let device = attributes.last { $0.type == 4 && $0.value.count >= 4 }
      .map { $0.value.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    switch message[7] {
    case 2, 4: require(owner, is: device.map { .device($0) } ?? .unknown, "owner")
    case 3, 5: require(owner, is: .group, "owner")
    default: require(owner, is: .other, "owner")
    }
  }

  private static func checkAddress(_ message: [UInt8]) {
    let text = AddressMessage.address(message.span)?.description
    let attributes = message.count < 8 ? nil : naiveAttributes(Array(message.dropFirst(8)))
    func address(_ type: UInt16) -> String? {
      guard let value = attributes?.last(where: { $0.type == type })?.value else { return nil }
      switch (message[0], value.count) {
      case (2, 4): return value.map(String.init).joined(separator: ".")
      case (10, 16): return naiveAddressText(value)
      default: return nil
      }
    }
    require(text, is: address(2) ?? address(1), "address")
  }
}
