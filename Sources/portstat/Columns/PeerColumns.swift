import SocketInspector

/// The columns about the other end of a connection, if that is on this machine.
enum PeerColumns {
  static let all: [Column] = [
    Column(
      "peer_pid", "Peer PID", as: .integer, requires: .peers,
      """
      for a connection whose other end is on this machine, the PID of the process there; of several, the \
      one that the table would name
      """, null: nullText
    ) { socket, _ in .integer(socket.peer?.namedOwner?.pid) },
    Column(
      "peer_process", "Peer Process", isShortenable: true, requires: [.peers, .programName],
      "the program name of that process", null: nullText
    ) { socket, _ in
      let process = socket.peer?.namedOwner?.process
      return .text(process?.programNameBytes ?? process?.nameBytes)
    },
    Column(
      "peer_container", "Peer Container", isShortenable: true, requires: [.peers, .controlGroup],
      "the container of that process", null: "outside of a container, or if peer_pid is null"
    ) { socket, _ in .text(socket.peer?.namedOwner?.process.controlGroup?.container?.labelBytes) },
  ]

  private static let nullText = """
    if the other end is on another machine or in a network namespace that was not read, if its \
    address is translated (NAT), or if it has no known owner
    """
}
