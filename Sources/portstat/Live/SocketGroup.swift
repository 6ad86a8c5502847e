import SocketInspector

/// Sockets that a key of the live view hides and shows again.
enum SocketGroup: Hashable {
  case table(SocketTable.ID)
  case listening
  case established

  /// - Parameter key: The letter of a table's option, `l` or `e`; nil is returned for any other key.
  init?(key: Character) {
    switch key {
    case "l": self = .listening
    case "e": self = .established
    default:
      guard let table = SocketTable.ID.allCases.first(where: { $0.optionLetter == key }) else {
        return nil
      }
      self = .table(table)
    }
  }

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
