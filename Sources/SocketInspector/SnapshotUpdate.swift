/// A snapshot of a ``SnapshotSeries``, and what happened since the previous one.
public struct SnapshotUpdate: Sendable {
  /// The sockets as they are now.
  public let snapshot: Snapshot
  /// The sockets that closed, opened or changed; at the first update, every socket as opened.
  ///
  /// A TCP connection closes once, when the kernel destroys its socket, also if no snapshot contains it. An
  /// entry in TIME_WAIT or FIN_WAIT2 that is left of it is no change.
  public let changes: [Change]
  /// How many closed connections may be missing in ``changes``, because the kernel dropped notifications that
  /// were not read in time.
  public internal(set) var lostCount: UInt64 = 0
  /// How many closed connections are not in ``changes``, because no snapshot contains them, and the filter has
  /// conditions on what is therefore unknown: owners, or the ends of a connection that was aborted.
  public internal(set) var unmatchedCount = 0
  /// Why connections that open and close between two updates are missing in ``changes``; nil if they are not,
  /// or if the query does not ask for TCP connections.
  public internal(set) var remark: Remark?
  /// The inodes of connections that were closed by their processes, or are about to be reported as closed.
  package internal(set) var endingInodes: Set<UInt64> = []
}
