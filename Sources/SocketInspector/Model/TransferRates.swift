/// How fast a connection transferred payload between two updates of a ``SnapshotSeries``.
public struct TransferRates: Hashable, Sendable {
  /// What the program sent, without retransmissions, in bytes per second; nil if the kernel does not count it
  /// (before Linux 4.19).
  public var send: UInt64?
  /// What was received, in bytes per second; nil if the kernel does not count it (before Linux 4.1).
  public var receive: UInt64?

  /// Creates rates; nil for one that is unknown.
  public init(send: UInt64? = nil, receive: UInt64? = nil) {
    self.send = send
    self.receive = receive
  }

  /// The sum of what is known.
  public static func + (left: TransferRates, right: TransferRates) -> TransferRates {
    TransferRates(send: sum(left.send, right.send), receive: sum(left.receive, right.receive))
  }

  private static func sum(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
    guard let left, let right else { return left ?? right }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  var isUnknown: Bool { send == nil && receive == nil }
}
