import SocketInspector

/// Kinds of sockets that a key of the live view hides.
enum SocketGroup: String, CaseIterable {
  case tcp
  case udp
  case listening
  case established

  func contains(_ socket: Socket) -> Bool {
    switch self {
    case .tcp: socket.table == .tcp
    case .udp: socket.table == .udp
    case .listening: socket.socket.isListening
    case .established: socket.state == .established
    }
  }
}
