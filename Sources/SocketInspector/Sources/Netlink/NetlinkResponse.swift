/// Splits one datagram of the kernel's response into messages: `struct nlmsghdr` in `linux/netlink.h`,
/// netlink(7).
///
///     length (4 bytes, with this head), type (2), flags (2), sequence (4), port (4), payload
package struct NetlinkResponse {
  /// What follows a datagram.
  package enum Ending: Equatable {
    case more
    case complete
    /// The kernel refused the request or aborted the dump, with this `errno`.
    case refused(Int32)
    /// The datagram is malformed.
    case malformed
  }

  static let headLength = 16
  private static let noOperation: UInt16 = 1
  private static let error: UInt16 = 2
  private static let done: UInt16 = 3
  /// Types below this number mean the same for every protocol.
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

  /// The sequence number of the request.
  let sequence: UInt32

  package init(sequence: UInt32) {
    self.sequence = sequence
  }

  /// Reads one datagram.
  ///
  /// - Parameter body: Receives the payload of each message that is neither an end nor an error; returns
  ///   false if it cannot be a response to the request.
  package func read(_ part: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> Ending {
    var start = 0
    if part.isEmpty { return .malformed }
    while start < part.count {
      guard part.count - start >= Self.headLength else { return .malformed }
      let length = Int(part.native32(at: start))
      guard length >= Self.headLength, length <= part.count - start else { return .malformed }
      let message = part.extracting(start..<start + length)
      start += (length + 3) & ~3
      if message.native32(at: 8) != sequence { continue }  // a response to another request
      let payload = message.extracting(Self.headLength..<length)
      switch message.native16(at: 4) {
      case Self.noOperation: break
      case Self.done: return ending(payload) ?? .complete
      case Self.error:
        guard let ending = ending(payload) else { break }  // 0: an acknowledgment
        return ending
      case let type where type < Self.firstOwnType: return .malformed
      default: if !body(payload) { return .malformed }
      }
    }
    return .more
  }

  /// The result of the negated `errno` in an error or end message; nil if it is 0. A dump of a protocol
  /// that the kernel lacks ends with such a message.
  private func ending(_ payload: Span<UInt8>) -> Ending? {
    guard payload.count >= 4 else { return nil }
    let code = Int32(bitPattern: payload.native32(at: 0))
    if code == 0 { return nil }
    return code > 0 || code == .min ? .malformed : .refused(-code)
  }
}
