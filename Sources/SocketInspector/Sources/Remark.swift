/// Something that a reader of a snapshot has to know, although nothing is missing.
public enum Remark: Hashable, Sendable {
  /// The sockets are those of the network namespace of process 1 of the tree, and this process is in another
  /// one. `name` is that of the namespace, such as `net:[4026531840]`; nil if it cannot be read.
  case foreignNetworkNamespace(tree: String, name: String?)
  /// The sockets are those of the network namespace of this process, because that of process 1 of the tree
  /// cannot be read.
  case ownNetworkNamespace(tree: String, SystemError)
  /// The filter depends on the interfaces to which sockets are bound, and some tables were read from `/proc`,
  /// which does not show them. No socket is left out because of an unknown interface.
  case unknownInterfaces
  /// Connections that open and close between two updates cannot be seen: the error if the kernel does not
  /// report them, nil if the tables are not read over netlink.
  case shortConnectionsUnseen(SystemError?)
  /// Connections that open and close between two updates cannot be seen, because the kernel reports them in the
  /// network namespace of this process only, and others are read too.
  case shortConnectionsOfNamespacesUnseen
}

extension Remark: CustomStringConvertible {
  public var description: String {
    switch self {
    case .foreignNetworkNamespace(let tree, let name):
      "sockets are from the network namespace of process 1 of \(tree)"
        + (name.map { " (\($0))" } ?? "") + ", not from that of portstat"
    case .ownNetworkNamespace(let tree, let error):
      "sockets are from the network namespace of portstat, because that of process 1 of "
        + "\(tree) is unknown: \(error)"
    case .unknownInterfaces:
      "/proc does not show the interface to which a socket is bound, so no socket is left out because "
        + "of its interface"
    case .shortConnectionsOfNamespacesUnseen:
      "connections that open and close between two updates can be missed (the kernel reports them for "
        + "portstat's own network namespace only)"
    case .shortConnectionsUnseen(let error):
      "connections that open and close between two updates can be missed "
        + (error.map { "(\($0))" } ?? "(only netlink reports them, not /proc)")
    }
  }
}
