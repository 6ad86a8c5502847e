/// Whether the owners of a socket are known, and the reason if they are not.
public enum Ownership: String, CaseIterable, Sendable {
  /// The owners are listed.
  case known
  /// No owner was found, and a process that could not be read may be the owner.
  case denied
  /// Every visible process was scanned, and none has the socket open.
  case unowned
  /// The connection is closed; only the kernel's TIME_WAIT (or FIN_WAIT2) entry is left.
  case timeWait = "time-wait"
  /// The connection is in SYN_RECV; there is no socket yet.
  case handshake
  /// The connection is established and waits for accept(2).
  case acceptQueue = "accept-queue"
  /// The process closed the socket, and the kernel is completing the shutdown.
  case orphan
  /// The process ended, or the socket was closed, during the scan.
  case gone
  /// Only in changes: the connection opened and closed between two updates.
  case unseen
}

extension SocketEntry {
  /// The reason why a socket cannot have an owner, as far as its row shows it; nil if its inode number
  /// means that a process may have it open.
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
