/// The attributes of a netlink message of nftables, or of an attribute in it, by type. The kernel repeats none.
struct MessageFields {
  private var places: [UInt16: Range<Int>] = [:]

  /// - Returns: nil if they are malformed.
  init?(_ message: Span<UInt8>, _ range: Range<Int>) {
    var places: [UInt16: Range<Int>] = [:]
    guard message.forEachAttribute(in: range, { places[$0] = $1 }) else { return nil }
    self.places = places
  }

  func place(_ type: UInt16) -> Range<Int>? { places[type] }

  /// A number of 4 bytes in network byte order.
  func number(_ type: UInt16, _ message: Span<UInt8>) -> UInt32? {
    guard let place = places[type], place.count >= 4 else { return nil }
    return message.bigEndian32(at: place.lowerBound)
  }

  /// The bytes of `NFTA_DATA_VALUE` in an attribute.
  func value(_ type: UInt16, _ message: Span<UInt8>) -> [UInt8]? {
    guard let place = places[type], let inner = MessageFields(message, place) else { return nil }
    return inner.bytes(1, message)
  }

  func bytes(_ type: UInt16, _ message: Span<UInt8>) -> [UInt8]? {
    places[type].map { $0.map { message[$0] } }
  }

  func text(_ type: UInt16, _ message: Span<UInt8>) -> [UInt8]? {
    places[type].map { message.text(in: $0) }
  }
}
