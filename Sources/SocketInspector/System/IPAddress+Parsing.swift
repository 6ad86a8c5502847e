import Glibc

extension IPAddress {
  /// Parses an IPv4 address such as `192.0.2.1`, or an IPv6 address in any form of RFC 4291, without a zone:
  /// inet_pton(3). nil for anything else.
  public init?(_ text: String) {
    if text.utf8.contains(0) { return nil }  // A C string would end here.
    var ipv4 = in_addr()
    if unsafe inet_pton(AF_INET, text, &ipv4) == 1 {
      self.init(ipv4: UInt32(bigEndian: ipv4.s_addr))
      return
    }
    var halves: (UInt64, UInt64) = (0, 0)
    guard unsafe inet_pton(AF_INET6, text, &halves) == 1 else { return nil }
    self.init(ipv6: UInt64(bigEndian: halves.0), UInt64(bigEndian: halves.1))
  }
}
