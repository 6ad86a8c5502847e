extension Socket {
  /// The order of a snapshot: those that wait for whoever comes first, then by protocol, local
  /// address and port, remote address and port, inode. It depends on nothing but the rows.
  package func precedes(_ other: Socket) -> Bool {
    if isListening != other.isListening { return isListening }
    if transport != other.transport { return transport == .tcp }
    if local.address != other.local.address { return local.address < other.local.address }
    if local.port != other.local.port { return local.port < other.local.port }
    if remote.address != other.remote.address { return remote.address < other.remote.address }
    if remote.port != other.remote.port { return remote.port < other.remote.port }
    return inode < other.inode
  }
}
