/// The control groups in which sockets were created, of those that no known process has open.
struct SocketControlGroups: Sendable {
  private var details = SocketDetailsStore()
  private var index = ControlGroupIndex()
  /// The group of the only socket, apart from a snapshot; nil for the sockets of a snapshot.
  private var only: ControlGroup?

  /// None is known.
  init() {}

  /// That of a single socket.
  init(ofOne group: ControlGroup?) { only = group }

  /// - Parameters:
  ///   - rows: The sockets.
  ///   - details: What netlink reported about them.
  ///   - owners: The known owners.
  ///   - index: The groups that were found before; those that are found now are added.
  init(
    of rows: [SocketEntry], _ details: SocketDetailsStore, without owners: DescriptorIndex,
    _ index: inout ControlGroupIndex, _ tree: ProcFileSystem
  ) {
    if !details.hasControlGroups { return }
    var wanted: Set<UInt64> = []
    for row in rows where row.detailsNumber != 0 && !owners.hasOwner(row.inode) {
      if let inode = details.controlGroup(of: row) { wanted.insert(inode) }
    }
    index.find(wanted, in: tree)
    self.details = details
    self.index = index
  }

  /// The group of a socket; nil if it is unknown.
  func group(of socket: SocketEntry) -> ControlGroup? {
    if let only { return only }
    return details.hasControlGroups ? details.controlGroup(of: socket).flatMap { index[$0] } : nil
  }
}
