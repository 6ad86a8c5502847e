/// A connection whose addresses or ports the kernel translates (NAT): an entry of its table of tracked connections
/// (`struct nf_conn` in `net/netfilter/nf_conntrack.h`).
public struct AddressTranslation: Hashable, Sendable {
  /// The two ends of a packet.
  public struct Ends: Hashable, Sendable {
    /// The sender. The port is 0 for protocols without ports, such as ICMP.
    public let source: SocketAddress
    /// The receiver. The port is 0 in the same cases.
    public let destination: SocketAddress

    /// Creates the ends of a packet.
    public init(source: SocketAddress, destination: SocketAddress) {
      self.source = source
      self.destination = destination
    }
  }

  /// Which end is translated.
  public enum Kind: String, CaseIterable, Sendable {
    /// The source (SNAT, masquerading).
    case source
    /// The destination (DNAT, redirection).
    case destination
    case both
  }

  /// TCP, UDP, or another protocol.
  public let transport: TransportProtocol
  /// The ends of the first packet, as it arrived.
  public let original: Ends
  /// The ends of a reply, before it is translated back.
  public let reply: Ends
  /// The state of TCP, SCTP and DCCP as the kernel tracks it, such as `ESTABLISHED`. The names are those of
  /// `/proc/net/nf_conntrack`, and differ from the states of sockets: FIN_WAIT has no number. nil for other protocols.
  public let state: String?
  /// The time in seconds until the kernel forgets the connection, if no further packet arrives; nil if it does not
  /// report it, as for flows that hardware or a flow table forwards.
  public let secondsLeft: UInt64?
  /// Whether a reply was seen.
  public let isReplied: Bool
  /// Whether the entry is kept when the table is full.
  public let isAssured: Bool

  /// Creates an entry, as a source does that reads it.
  public init(
    transport: TransportProtocol, original: Ends, reply: Ends, state: String? = nil,
    secondsLeft: UInt64? = nil, isReplied: Bool = true, isAssured: Bool = false
  ) {
    self.transport = transport
    self.original = original
    self.reply = reply
    self.state = state
    self.secondsLeft = secondsLeft
    self.isReplied = isReplied
    self.isAssured = isAssured
  }

  /// The ends of the first packet, as it left.
  public var translated: Ends { Ends(source: reply.destination, destination: reply.source) }

  /// Which end is translated; nil if none is.
  public var kind: Kind? {
    switch (original.source != reply.destination, original.destination != reply.source) {
    case (false, false): nil
    case (true, false): .source
    case (false, true): .destination
    case (true, true): .both
    }
  }
}

extension AddressTranslation: Comparable {
  /// By protocol, then by the original source and destination, then by the translated ones.
  public static func < (left: AddressTranslation, right: AddressTranslation) -> Bool {
    if left.transport != right.transport { return left.transport < right.transport }
    let ends = [(left.original, right.original), (left.reply, right.reply)]
    for (left, right) in ends where left != right {
      return (left.source, left.destination) < (right.source, right.destination)
    }
    return false
  }
}
