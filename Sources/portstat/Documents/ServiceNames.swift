import SocketInspector

/// The names of services that port filters accept, one per line.
enum ServiceNames {
  static func text() -> String {
    ServiceTable.names.map { $0 + "\n" }.joined()
  }
}
