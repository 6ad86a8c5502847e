/// Something that stands for a network namespace, so that it can be entered.
enum NamespaceHandle: Sendable {
  /// A file, such as `/run/netns/web` and `/proc/7/ns/net`.
  case file(String)
  /// A socket in it, which a process has open.
  case socket(NamespaceSocket)

  /// The name for error messages.
  var path: String {
    switch self {
    case .file(let path): path
    case .socket(let socket): "/proc/\(socket.pid)/fd/\(socket.number)"
    }
  }
}
