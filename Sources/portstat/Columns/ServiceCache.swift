import SocketInspector

/// The services that were looked up: of many sockets, few have a port of their own.
final class ServiceCache {
  private var names: [UInt32: String?] = [:]

  /// The same as ``ServiceTable/name(of:_:)``.
  func name(of port: UInt16, _ table: SocketTable.ID) -> String? {
    let key = table.key(ofPort: port)
    if let name = names[key] { return name }
    let name = ServiceTable.name(of: port, table)
    names[key] = .some(name)
    return name
  }
}
