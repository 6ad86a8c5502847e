import Glibc

extension IPAddress {
  /// Reads `192.0.2.1` or any RFC 4291 form of an IPv6 address, without a zone.
  public init?(_ text: String) {
    if text.utf8.contains(0) { return nil }  // would end it for C
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
