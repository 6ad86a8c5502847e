import SocketInspector

/// Which processes a signal goes to, and which not.
struct SignalPlan {
  let signal: Signal
  /// The processes that will be signaled, by PID.
  private(set) var targets: [SignalTarget] = []
  /// Those that must not be.
  private(set) var refused: [(target: SignalTarget, refusal: SignalRefusal)] = []
  /// Those that could not be identified.
  private(set) var unreadable: [(pid: Int32, error: SystemError)] = []
  /// The sockets that no process has open, such as those of the kernel.
  private(set) var unowned: [SocketEntry] = []
  /// The sockets whose owners could not be seen.
  private(set) var hidden: [SocketEntry] = []

  /// The owners of the sockets, also those that will not be signaled.
  var pids: Set<Int32> { Set(targets.map(\.pid) + refused.map(\.target.pid)) }

  /// The owners of the sockets that remain after the signal.
  ///
  /// - Parameter results: What became of the targets. The PID of one that has ended may belong to another
  ///   process.
  func remaining(after results: [SignalResult]) -> Set<Int32> {
    let running = zip(targets, results).filter { !$1.hasEnded }.map(\.0.pid)
    return Set(running + refused.map(\.target.pid))
  }

  /// What is read of each process.
  private static let details: Requirements = [
    .processName, .executable, .command, .processUser,
  ]

  /// Plans a signal to every owner of some sockets.
  ///
  /// - Parameters:
  ///   - sockets: The sockets, with their owners.
  ///   - tree: The proc tree that they were read from; its PIDs are those of this PID namespace
  ///     (``ProcFileSystem/isOwn``).
  ///   - userName: The name of a user; nil if there is none.
  init(
    _ signal: Signal, toOwnersOf sockets: some Sequence<Socket>, in tree: ProcFileSystem,
    _ unitFiles: UnitFiles = UnitFiles(), userName: (UInt32) -> [UInt8]? = UserNames.name
  ) {
    self.signal = signal
    var found: [Int32: (descriptors: [SocketDescriptor], sockets: [SocketEntry])] = [:]
    for socket in sockets {
      switch socket.ownership {
      case .known:
        for descriptor in socket.descriptors {
          found[descriptor.pid, default: ([], [])].descriptors.append(descriptor)
        }
        for owner in socket.owners {
          found[owner.pid, default: ([], [])].sockets.append(socket.socket)
        }
      case .denied: hidden.append(socket.socket)
      case .gone, .unseen, nil: break
      default: unowned.append(socket.socket)
      }
    }
    let ownPID = tree.ownPID ?? 0
    let ancestors = tree.ancestors(of: ownPID)
    for (pid, owned) in found.sorted(by: { $0.key < $1.key }) {
      do throws(SystemError) {
        let process = try tree.identity(of: pid)
        let details = tree.details(of: pid, Self.details)
        let refusal = SignalRefusal.of(process, details, ownPID: ownPID, ancestors: ancestors)
        let target = SignalTarget(
          process: process, details: details,
          user: details.userID.map { id in
            userName(id).map { String(decoding: $0, as: UTF8.self) } ?? "\(id)"
          },
          descriptors: owned.descriptors, sockets: owned.sockets,
          supervisor: refusal == nil ? Self.supervisor(of: process, signal, tree, unitFiles) : nil)
        if let refusal { refused.append((target, refusal)) } else { targets.append(target) }
      } catch {
        // A process that ended no longer has anything open.
        if !error.isGone { unreadable.append((pid, error)) }
      }
    }
  }

  private static func supervisor(
    of process: ProcessIdentity, _ signal: Signal, _ tree: ProcFileSystem, _ unitFiles: UnitFiles
  ) -> Supervisor? {
    guard signal.isForEnding else { return nil }
    let group = tree.controlGroup(of: process.pid)
    let ancestors = tree.ancestors(of: process.pid).map {
      tree.details(of: $0, [.processName, .command])
    }
    let service = group.flatMap { group in
      Supervisor.systemd(
        controlGroup: group, parentName: ancestors.first?.name, after: signal,
        policy: unitFiles.restartPolicy)
    }
    return service ?? Supervisor.program(among: ancestors, controlGroup: group)
  }
}
