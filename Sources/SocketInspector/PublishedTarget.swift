/// Where the connections to a port of the machine go that is published for a container.
public struct PublishedTarget: Sendable {
  /// The address to which they are forwarded; nil if it is any of the container's.
  public let address: IPAddress?
  /// The port to which they are forwarded.
  public let port: UInt16
  /// The program that forwards them, such as `docker-proxy`; `nftables` for a rule of the packet filter.
  public let forwarder: String
  /// The conditions of the rule: other connections are not forwarded. In the form of nft(8), such as
  /// `iifname != "docker0"`.
  public let conditions: [String]
  /// The socket that listens there, with its owners, in the network namespace of the container; nil if no socket
  /// listens, if several may be meant, or if the namespace could not be read.
  public let listener: Socket?

  /// The container of ``listener``: of its owner, or else of the processes in its network namespace. nil if it is unknown.
  public var container: Container? {
    listener?.controlGroup?.container ?? listener?.namespace?.container
  }

  /// The address and the port.
  package var end: SocketAddress? { address.map { .ip($0, port: port) } }
}

extension Socket {
  /// Where connections to this listening socket are forwarded, if its port is published for a container. nil for other
  /// sockets, and unless the query requires it (``Requirements/publishedPorts``).
  public var publishedTo: PublishedTarget? { context.publishedPorts[socket.inode] }
}
