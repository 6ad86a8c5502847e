import SocketInspector

/// What columns need to know beside the socket. Each thread has its own.
struct RenderContext {
  let names: Names
  private let services = ServiceCache()

  /// - Parameter names: Copied, because threads share it.
  init(_ names: Names) {
    self.names = Names(copying: names)
  }

  /// The name of the service that a port of a socket is for.
  func service(_ port: UInt16?, _ socket: Socket) -> Value {
    guard !names.isNumeric, let port else { return .null }
    return .word(services.name(of: port, socket.socket.table))
  }
}
