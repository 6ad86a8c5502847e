/// Whether the owners of a socket are known, and if not, why not.
public enum Ownership: String, CaseIterable, Sendable {
  /// The owners are listed.
  case known
  /// No owner was found, and some process could not be read: it may be the owner.
  case denied
  /// Every visible process was read and none holds the socket.
  case unowned
  /// Closed; only the kernel's TIME_WAIT (or FIN_WAIT2) entry is left.
  case timeWait = "time-wait"
  /// SYN_RECV: there is no socket yet.
  case handshake
  /// Established, and waiting for accept().
  case acceptQueue = "accept-queue"
  /// Closed by its process; the kernel is still finishing it.
  case orphan
  /// The process or the socket went away while it was being looked at.
  case gone
}

extension SocketEntry {
  /// Why a socket without a descriptor has no owner, as far as its row tells; nil when its inode
  /// says that a process may hold it.
  var ownershipWithoutInode: Ownership? {
    if isTimeWaitEntry { return .timeWait }
    guard inode == 0 else { return nil }
    switch state {
    case .synReceived: return .handshake
    case .established where table.facts.isConnectionOriented, .closeWait: return .acceptQueue
    case .finWait1, .finWait2, .lastAck, .closing, .closed, .synSent: return .orphan
    default: return .unowned
    }
  }
}
