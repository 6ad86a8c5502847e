/// The attributes of a netlink message: `struct nlattr` in `linux/netlink.h`, netlink(7).
///
///     length (2 bytes, with this head), type (2), value, padding to a multiple of 4
extension Span<UInt8> {
  /// Calls a function for each attribute, up to the first that is malformed.
  ///
  /// - Parameters:
  ///   - range: The part of the message that consists of attributes.
  ///   - body: Receives the type without flags, and the place of the value.
  /// - Returns: Whether every attribute is within the range.
  @inline(__always)
  func forEachAttribute(
    in range: Range<Int>, _ body: (_ type: UInt16, _ value: Range<Int>) -> Void
  ) -> Bool {
    // NLA_F_NESTED and NLA_F_NET_BYTEORDER
    let flags: UInt16 = 0xc000
    var start = range.lowerBound
    while start < range.upperBound {
      guard range.upperBound - start >= 4 else { return false }
      let length = Int(native16(at: start))
      guard length >= 4, length <= range.upperBound - start else { return false }
      body(native16(at: start + 2) & ~flags, start + 4..<start + length)
      start += (length + 3) & ~3
    }
    return true
  }
}
