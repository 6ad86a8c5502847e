/// Cuts one part of the kernel's answer to a netlink request into its messages: `struct nlmsghdr` in
/// `linux/netlink.h`, netlink(7).
///
///     length (4 bytes, with this head), type (2), flags (2), sequence (4), port (4), payload
package struct NetlinkResponse {
  /// How the answer goes on behind a part of it.
  package enum Ending: Equatable {
    case more
    case complete
    /// The kernel refuses, or breaks off: with this `errno`.
    case refused(Int32)
    /// What came has not the form that the kernel gives it.
    case malformed
  }

  static let headLength = 16
  private static let noOperation: UInt16 = 1
  private static let error: UInt16 = 2
  private static let done: UInt16 = 3
  /// Below this, types mean the same in every family.
  private static let firstOwnType: UInt16 = 16

  /// A request that the kernel only acknowledges: NLMSG_NOOP.
  static func noOperationRequest(sequence: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(headLength))
    bytes.append(native: noOperation)
    bytes.append(native: UInt16(0x5))  // NLM_F_REQUEST | NLM_F_ACK
    bytes.append(native: sequence)
    bytes.append(native: UInt32(0))
    return bytes
  }

  /// The number that the request had.
  let sequence: UInt32

  package init(sequence: UInt32) {
    self.sequence = sequence
  }

  /// Reads one part.
  ///
  /// - Parameter body: Gets the payload of each message that is neither end nor error; false when
  ///   it cannot be what was asked for.
  package func read(_ part: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> Ending {
    var start = 0
    if part.isEmpty { return .malformed }
    while start < part.count {
      guard part.count - start >= Self.headLength else { return .malformed }
      let length = Int(part.native32(at: start))
      guard length >= Self.headLength, length <= part.count - start else { return .malformed }
      let message = part.extracting(start..<start + length)
      start += (length + 3) & ~3
      if message.native32(at: 8) != sequence { continue }  // the answer to another request
      let payload = message.extracting(Self.headLength..<length)
      switch message.native16(at: 4) {
      case Self.noOperation: break
      case Self.done: return ending(payload) ?? .complete
      case Self.error:
        guard let ending = ending(payload) else { break }  // 0: an acknowledgement
        return ending
      case let type where type < Self.firstOwnType: return .malformed
      default: if !body(payload) { return .malformed }
      }
    }
    return .more
  }

  /// What the negated `errno` in a message of an error or of the end says; nil where there is none.
  /// A dump of a protocol that the kernel lacks ends with such an end.
  private func ending(_ payload: Span<UInt8>) -> Ending? {
    guard payload.count >= 4 else { return nil }
    let code = Int32(bitPattern: payload.native32(at: 0))
    if code == 0 { return nil }
    return code > 0 || code == .min ? .malformed : .refused(-code)
  }
}
