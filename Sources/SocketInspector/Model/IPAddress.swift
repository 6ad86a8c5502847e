/// An IPv4 or IPv6 address.
///
/// An IPv4-mapped address (`::ffff:192.0.2.1`) stays an IPv6 address, as it is in the kernel's
/// `tcp6` and `udp6` tables; ``unmapped`` gives the IPv4 address inside it.
public struct IPAddress: Hashable, Sendable {
  /// The address family, `AF_INET` or `AF_INET6`.
  public enum Family: String, CaseIterable, Sendable {
    case ipv4
    case ipv6
  }

  /// The first 64 bits of an IPv6 address; 0 for IPv4.
  package let high: UInt64
  /// The last 64 bits of an IPv6 address; the 32 bits of an IPv4 address.
  package let low: UInt64
  /// IPv4 or IPv6; an IPv4-mapped address (`::ffff:192.0.2.1`) is IPv6.
  public let family: Family

  /// Creates an IPv4 address from its 32-bit value: `0x7f00_0001` is 127.0.0.1.
  public init(ipv4 value: UInt32) {
    high = 0
    low = UInt64(value)
    family = .ipv4
  }

  /// Creates an IPv6 address from its two halves: `(0, 1)` is `::1`.
  public init(ipv6 high: UInt64, _ low: UInt64) {
    self.high = high
    self.low = low
    family = .ipv6
  }

  /// The length of the address in bits: 32 or 128.
  public var bitCount: Int { family == .ipv4 ? 32 : 128 }

  /// The IPv4 address inside an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), else the address
  /// itself.
  public var unmapped: IPAddress {
    isMapped ? IPAddress(ipv4: UInt32(truncatingIfNeeded: low)) : self
  }

  /// Whether this is an IPv4-mapped IPv6 address, `::ffff:0:0/96`.
  public var isMapped: Bool { family == .ipv6 && high == 0 && low >> 32 == 0xffff }

  /// Whether the address shows the byte order of a recording: 127.0.0.1, `::ffff:127.0.0.1` or `::1`, an address on
  /// which systemd-resolved listens, or a link-local one of IPv6. In the other order, none of these is an address
  /// that is in use.
  var showsByteOrder: Bool {
    switch (family, high, low) {
    case (.ipv4, _, 0x7f00_0001), (.ipv6, 0, 1), (.ipv6, 0, 0xffff_7f00_0001): true
    case (.ipv6, 0xfe80 << 48, _): true
    case (.ipv4, _, 0x7f00_0035), (.ipv4, _, 0x7f00_0036): true
    default: false
    }
  }

  /// The address with the bytes of each 32-bit word in reverse, as a machine of the other byte order writes it.
  var reversed: IPAddress {
    func reverse(_ words: UInt64) -> UInt64 { words.byteSwapped >> 32 | words.byteSwapped << 32 }
    return family == .ipv4
      ? IPAddress(ipv4: UInt32(truncatingIfNeeded: low).byteSwapped)
      : IPAddress(ipv6: reverse(high), reverse(low))
  }

  /// Whether this is the wildcard: `0.0.0.0`, `::` or `::ffff:0.0.0.0`.
  public var isUnspecified: Bool {
    high == 0 && (low == 0 || (isMapped && UInt32(truncatingIfNeeded: low) == 0))
  }
}

extension IPAddress: Comparable {
  /// IPv4 before IPv6, then by number.
  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    if left.family != right.family { return left.family == .ipv4 }
    return left.high != right.high ? left.high < right.high : left.low < right.low
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal for IPv4; RFC 5952 for IPv6, with a mapped address as `::ffff:192.0.2.1`.
  public var description: String {
    var text: [UInt8] = []
    append(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Writes the text of ``description``, without allocating when `text` has room (45 bytes at
  /// most).
  package func append(to text: inout [UInt8]) {
    text.append(addingCapacity: 45) { append(to: &$0) }
  }

  func append(to text: inout OutputSpan<UInt8>) {
    if family == .ipv4 {
      Self.appendDotted(UInt32(truncatingIfNeeded: low), to: &text)
    } else if isMapped {
      text.append(ascii: "::ffff:")
      Self.appendDotted(UInt32(truncatingIfNeeded: low), to: &text)
    } else {
      appendGroups(to: &text)
    }
  }

  private static func appendDotted(_ value: UInt32, to text: inout OutputSpan<UInt8>) {
    for shift in stride(from: 24, through: 0, by: -8) {
      text.append(decimal: UInt64(value >> UInt32(shift) & 0xff))
      if shift > 0 { text.append(UInt8(ascii: ".")) }
    }
  }

  private func group(_ index: Int) -> UInt64 {
    (index < 4 ? high : low) >> UInt64(48 - 16 * (index & 3)) & 0xffff
  }

  /// RFC 5952, section 4: lower case, no leading zeros, `::` for the first longest run of at least
  /// two zero groups.
  private func appendGroups(to text: inout OutputSpan<UInt8>) {
    let run = longestZeroRun()
    var index = 0
    while index < 8 {
      if index == run.lowerBound && !run.isEmpty {
        text.append(ascii: "::")
        index = run.upperBound
        continue
      }
      if index > 0 && index != run.upperBound { text.append(UInt8(ascii: ":")) }
      text.append(hexadecimal: group(index))
      index += 1
    }
  }

  private func longestZeroRun() -> Range<Int> {
    var longest = 8..<8
    var start = 0
    while start < 8 {
      var end = start
      while end < 8 && group(end) == 0 { end += 1 }
      if end - start > max(longest.count, 1) { longest = start..<end }
      start = end + 1
    }
    return longest
  }
}
