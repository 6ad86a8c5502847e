extension Socket: CustomStringConvertible {
  /// One line with the protocol, the addresses, the state, the direction and the owners or the reason why there
  /// are none, such as `tcp 10.0.0.7:51514 -> 203.0.113.9:443 ESTABLISHED outbound 5120 "firefox" [44]`.
  public var description: String {
    var words = [socket.table.rawValue, "\(socket.local)"]
    if socket.hasPeer { words += ["->", "\(socket.remote)"] }
    if let state = socket.state { words.append(state.label) }
    if let direction { words.append(direction.rawValue) }
    let owners = owners.map(\.description)
    if owners.isEmpty {
      if let ownership { words.append("(\(ownership.rawValue))") }
    } else {
      words.append(owners.joined(separator: ", "))
    }
    return words.joined(separator: " ")
  }
}
