import SocketInspector

/// What tells rows apart.
struct RowKey: Hashable {
  let transport: TransportProtocol
  let local: Endpoint
  let remote: Endpoint
  let inode: UInt64

  init(_ socket: Socket) {
    transport = socket.transport
    local = socket.local
    remote = socket.remote
    inode = socket.inode
  }
}
