import SocketInspector

/// What columns need to compute a value, apart from the socket. Each thread has its own context.
struct RenderContext {
  let names: Names
  private let services = ServiceCache()

  /// - Parameter names: Copied, so that threads do not contend for one reference count.
  init(_ names: Names) {
    self.names = Names(copying: names)
  }

  /// The name of the interface to which a socket is bound, in the network namespace of the socket.
  func interface(of socket: Socket) -> Value {
    socket.isInOtherNamespace
      ? .text(interfaceName(of: socket)) : names.interface(socket.interfaceIndex)
  }

  /// The bytes of ``interface(of:)``; nil without an interface.
  func interfaceName(of socket: Socket) -> [UInt8]? {
    guard socket.isInOtherNamespace else { return names.interfaceName(socket.interfaceIndex) }
    return (names.isNumeric ? nil : socket.otherInterfaceName)
      ?? socket.interfaceIndex.map { Array(String($0).utf8) }
  }

  /// The name of the service that uses a port of a socket by convention; null without a port or a name, and
  /// with ``Names/isNumeric``.
  func service(_ port: UInt16?, _ socket: Socket) -> Value {
    guard !names.isNumeric, let port else { return .null }
    return .word(services.name(of: port, socket.socket.table))
  }
}
