import SocketInspector

/// The fields that distinguish the rows of a table.
struct RowIdentity: Hashable {
  let table: SocketTable.ID
  let local: SocketAddress
  let remote: SocketAddress
  let inode: UInt64
  let device: UInt32?

  init(_ socket: SocketEntry) {
    table = socket.table
    local = socket.local
    remote = socket.remote
    // A connection has no inode before it is accepted and after it is closed.
    let isConnection =
      socket.table == .tcp && socket.hasPeer
      && ![.listen, .closed, .boundInactive].contains(socket.state)
    inode = isConnection ? 0 : socket.inode
    device = isConnection ? socket.interfaceIndex : nil
  }
}
