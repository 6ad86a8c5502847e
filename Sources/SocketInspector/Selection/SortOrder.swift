extension Socket {
  /// The order of a snapshot: those that wait for whoever comes first, then by protocol, local
  /// address and port, remote address and port, inode. It depends on nothing but the rows.
  package func precedes(_ other: Socket) -> Bool {
    let order = endsOrder(other)
    return order == 0 ? inode < other.inode : order < 0
  }

  /// The order by all but the inode: negative where this comes first, 0 where both have the same
  /// ends.
  func endsOrder(_ other: Socket) -> Int {
    if isListening != other.isListening { return isListening ? -1 : 1 }
    if transport != other.transport { return transport == .tcp ? -1 : 1 }
    let local = local.order(other.local)
    return local == 0 ? remote.order(other.remote) : local
  }
}

extension Endpoint {
  fileprivate func order(_ other: Endpoint) -> Int {
    if address != other.address { return address < other.address ? -1 : 1 }
    return Int(port) - Int(other.port)
  }
}
