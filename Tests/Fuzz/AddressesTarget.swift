import Foundation
import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// Addresses: the input as text, and as two addresses and a prefix length.
  static let addresses = FuzzTarget(name: "addresses") { input in
    checkText(input[...].text)
    guard input.count >= 34 else { return }
    let first = address(input[0] & 1, Array(input[2..<18]))
    let second = address(input[0] >> 1 & 1, Array(input[18..<34]))
    for address in [first, second] { checkAddress(address) }
    guard let network = IPNetwork(first, prefixLength: Int(input[1])) else {
      return require(Int(input[1]) > first.bitCount, "no network /\(input[1])")
    }
    let result = network.contains(second)
    require(result, is: naivelyContains(network, second), "\(network) contains \(second)")
  } seeds: {
    let recorded = try Fixtures.tableLines().compactMap { table, line -> IPAddress? in
      let format = ProcNetInetLine(table: .tcp, family: table.hasSuffix("6") ? .ipv6 : .ipv4)
      return try? format.parse(Array(line).span, isTerminated: true).remote.ip
    }
    let texts = [
      "::", "::1", "1::", "::ffff:1.2.3.4", "1:0:0:2::3", "fe80::1%eth0", "1.2.3", "::1.2.3.4",
    ]
    let pairs = recorded.enumerated().map { number, address in
      let last = recorded[recorded.count - 1 - number]
      let kinds = UInt8(address.family == .ipv6 ? 1 : 0) | UInt8(last.family == .ipv6 ? 2 : 0)
      return [kinds, UInt8(number % 129)] + bytes(of: address) + bytes(of: last)
    }
    return (recorded.map(\.description) + texts).map { Array($0.utf8) } + pairs
  }

  private static func address(_ kind: UInt8, _ bytes: [UInt8]) -> IPAddress {
    func number(_ range: Range<Int>) -> UInt64 {
      bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
    }
    return kind == 0
      ? IPAddress(ipv4: UInt32(number(12..<16))) : IPAddress(ipv6: number(0..<8), number(8..<16))
  }

  private static func bytes(of address: IPAddress) -> [UInt8] {
    [address.high, address.low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
  }

  /// Checks that parsing gives the same result as inet_pton(3).
  private static func checkText(_ text: String) {
    var bytes = [UInt8](repeating: 0, count: 16)
    let isWhole = !text.utf8.contains(0)  // A C string ends at NUL.
    if isWhole, inet_pton(AF_INET, text, &bytes[12]) == 1 {
      require(IPAddress(text), is: address(0, bytes), text)
    } else if isWhole, inet_pton(AF_INET6, text, &bytes) == 1 {
      require(IPAddress(text), is: address(1, bytes), text)
    } else {
      require(IPAddress(text), is: nil, text)
    }
  }

  /// Checks that an address is written as inet_ntop(3) writes it, and that parsing the text gives the
  /// address.
  private static func checkAddress(_ address: IPAddress) {
    let text = address.description
    require(text.utf8.count <= 45, text)
    require(IPAddress(text), is: address, text)
    let bytes = bytes(of: address)
    let naive =
      address.family == .ipv4
      ? bytes.suffix(4).map(String.init).joined(separator: ".") : naiveAddressText(bytes)
    require(text, is: naive, "text")
    require(address.scope, is: naiveScope(address), "scope of \(text)")
    let end = SocketAddress.ip(address, port: UInt16(bytes[15]))
    let written = address.family == .ipv4 ? "\(text):\(bytes[15])" : "[\(text)]:\(bytes[15])"
    require(end.description, is: written, "end")
    require(end.isUnset, is: bytes[15] == 0 && naiveScope(address) == .any, "\(end) is unset")
  }

  private static let scopes: [(network: String, length: Int, scope: AddressScope)] = [
    ("0.0.0.0", 32, .any), ("127.0.0.0", 8, .loopback), ("169.254.0.0", 16, .linkLocal),
    ("10.0.0.0", 8, .private), ("172.16.0.0", 12, .private), ("192.168.0.0", 16, .private),
    ("100.64.0.0", 10, .private), ("224.0.0.0", 4, .multicast), ("::", 128, .any),
    ("::1", 128, .loopback), ("fe80::", 10, .linkLocal), ("fc00::", 7, .private),
    ("ff00::", 8, .multicast),
  ]

  private static func naiveScope(_ address: IPAddress) -> AddressScope {
    scopes.first { network, length, _ in
      guard let network = IPAddress(network).flatMap({ IPNetwork($0, prefixLength: length) }) else {
        return false
      }
      return naivelyContains(network, address)
    }?.scope ?? .global
  }

  /// Compares bit by bit. An IPv4 address counts as its IPv4-mapped IPv6 address in networks of at least /96,
  /// which contain only such addresses.
  private static func naivelyContains(_ network: IPNetwork, _ address: IPAddress) -> Bool {
    let length = network.prefixLength + (network.address.family == .ipv4 ? 96 : 0)
    let bits = mappedBits(network.address)
    let isForIPv4 =
      length >= 96 && bits.prefix(96).elementsEqual(mappedBits(IPAddress(ipv4: 0)).prefix(96))
    if address.family == .ipv4, !isForIPv4 { return false }
    return bits.prefix(length).elementsEqual(mappedBits(address).prefix(length))
  }

  private static func mappedBits(_ address: IPAddress) -> [Bool] {
    var bytes = bytes(of: address)
    if address.family == .ipv4 { bytes.replaceSubrange(10..<12, with: [0xff, 0xff]) }
    return bytes.flatMap { byte in (0..<8).map { byte & 0x80 >> UInt8($0) != 0 } }
  }
}

/// The text of 16 bytes by inet_ntop(3). If that contains an IPv4 address that is not mapped, builds the text
/// of RFC 5952 from the groups instead.
func naiveAddressText(_ bytes: [UInt8]) -> String {
  var room = [CChar](repeating: 0, count: 46)
  inet_ntop(AF_INET6, bytes, &room, 46)
  let text = String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  guard text.contains("."), !text.hasPrefix("::ffff:") else { return text }
  let groups = [12, 14].map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    .map { String($0, radix: 16) }
  return bytes[12...13] == [0, 0] ? "::\(groups[1])" : "::\(groups.joined(separator: ":"))"
}
