import SocketInspector

/// Remembers the names of services, because many sockets have the same ports.
final class ServiceCache {
  private var names: [UInt32: String?] = [:]

  /// Returns the same as ``ServiceTable/name(of:_:)``.
  func name(of port: UInt16, _ table: SocketTable.ID) -> String? {
    let key = table.key(ofPort: port)
    if let name = names[key] { return name }
    let name = ServiceTable.name(of: port, table)
    names[key] = .some(name)
    return name
  }
}
