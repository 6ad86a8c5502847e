extension IPNetwork {
  /// Parses a network or an address: `10.0.0.0/8`, `2001:db8::1`, `[::1]`, `fe80::1%eth0`, `fe80::%eth0/64`.
  ///
  /// The interface after `%` is not looked up: see ``Filter/resolvingInterfaces(_:)``.
  ///
  /// - Throws: ``FilterTextError`` if the text is invalid.
  public init(_ text: String) throws(FilterTextError) {
    let parts = text[...].withoutBrackets
      .split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let host = parts[0].withoutBrackets
      .split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = IPAddress(String(host[0])) else { throw FilterTextError(text, .address) }
    if host.count == 2, host[1].isEmpty { throw FilterTextError(text, .missingInterface) }
    var length: Int? = address.bitCount
    if parts.count == 2 { length = parts[1].isDecimal ? Int(parts[1]) : nil }
    guard let length, (0...address.bitCount).contains(length) else {
      throw FilterTextError(text, .prefixLength(longest: address.bitCount))
    }
    self.address = address
    prefixLength = length
    zone = host.count == 2 ? .name(String(host[1])) : nil
  }
}

extension Substring {
  /// The text inside `[` and `]`; the text itself without them.
  fileprivate var withoutBrackets: Substring {
    hasPrefix("[") && hasSuffix("]") ? dropFirst().dropLast() : self
  }
}
