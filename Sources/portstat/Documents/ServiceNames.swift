import SocketInspector

/// The names that options for ports take, one a line.
enum ServiceNames {
  static func text() -> String {
    ServiceTable.names.map { $0 + "\n" }.joined()
  }
}
