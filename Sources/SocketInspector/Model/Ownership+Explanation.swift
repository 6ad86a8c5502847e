extension Ownership {
  /// What the value means and what the reader can do about it, in whole sentences.
  public var explanation: String {
    switch self {
    case .known:
      "The owners are listed, sorted by PID, each with its file descriptors."
    case .denied:
      """
      No owner was found, and at least one process that may be the owner could not be read. Run as \
      root to see the owner. Owners outside the reader's PID namespace can be seen only from the host.
      """
    case .unowned:
      """
      Every process was read, and none has this socket open. It may belong to the kernel (NFS, \
      WireGuard, VXLAN), be in transit between two processes, or be referenced only by io_uring or \
      a memory mapping.
      """
    case .timeWait:
      """
      The connection is closed, and no process has it open. Only the kernel's TIME_WAIT or \
      FIN_WAIT2 entry is left, which expires by itself.
      """
    case .handshake:
      """
      A peer has requested a connection (SYN_RECV), and the handshake is not complete, so there is \
      no socket yet. Only the processes that listen on the port can accept the connection.
      """
    case .acceptQueue:
      """
      The connection is established, but no process has accepted it yet. Only the processes that \
      listen on the port can. If such rows persist, the program is stuck or overloaded.
      """
    case .orphan:
      """
      The process has closed the socket. The kernel is still sending the remaining data and \
      completing the shutdown.
      """
    case .gone:
      "The process or the socket disappeared during the scan."
    case .unseen:
      """
      Only in closed events of --watch: the connection opened and closed between two updates, so its \
      owner is unknown. A shorter interval sees more owners.
      """
    }
  }
}
