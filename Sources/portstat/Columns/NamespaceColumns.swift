import SocketInspector

/// The columns about the network namespace of a socket, which `--netns` adds.
enum NamespaceColumns {
  static let all: [Column] = [
    Column(
      "netns", "Netns", isShortenable: true, requires: .namespaces,
      """
      the network namespace of the socket: its name, as in ip-netns(8), else the name of its pod or \
      container, else net:[INODE]; pid:PID if the number is unknown because permission was denied
      """,
      null: "for portstat's own network namespace"
    ) { socket, _ in .text(socket.namespace?.labelBytes) },
    Column(
      "netns_inode", "Netns Inode", as: .integer, requires: .namespaces,
      "the inode number of the network namespace of the socket",
      null: "if permission was denied, or in a recording without it"
    ) { socket, _ in .integer(socket.namespace?.inode) },
  ]
}
