import SocketInspector

/// Sockets that a key of the live view hides and shows again.
enum SocketGroup: Hashable {
  case table(SocketTable.ID)
  case listening
  case established

  /// The word for the status line.
  var name: String {
    switch self {
    case .table(let table): table.rawValue
    case .listening: "listening"
    case .established: "established"
    }
  }

  func contains(_ socket: Socket) -> Bool {
    switch self {
    case .table(let table): socket.table == table
    case .listening: socket.socket.isListening
    case .established: socket.state == .established
    }
  }
}
