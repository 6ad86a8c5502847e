/// A proc tree: `/proc`, one mounted elsewhere, or a recording. It is opened once per snapshot.
///
/// Each fact about the tree is found out when it is first asked for, and then kept: reading it again would
/// take time, and could give another result in the middle of a snapshot. Safe to use from several threads.
package final class ProcFileSystem: Sendable {
  let root: Directory
  /// Whether the tree is a mounted proc file system, not a recording.
  package let isMounted: Bool
  /// Whether the tree was chosen by the user (`--proc`), and so stands for the machine that it belongs to. If
  /// not, it is `/proc`, and sockets are those of the network namespace of this process.
  let isGiven: Bool

  /// The facts that were found out. One lock for all of them, to save allocations; it is also held while
  /// the processes are listed, because threads share the position in the directory.
  private let facts = LockedValue(Facts())

  private struct Facts: Sendable {
    var ownPID: Int32??
    var countsDescriptors: Bool?
    var hidepid: Reading?
    var status: Reading?
    var isOfContainer: Bool?
    var release: KernelRelease??
    var bootTime: Int64??
    var hostName: [UInt8]??
    var ephemeralPorts: ClosedRange<UInt16>?
  }

  /// - Parameter path: nil for `/proc`, and the network namespace of this process.
  /// - Throws: ``SystemError`` with `open`.
  package init(_ path: String?) throws(SystemError) {
    root = try Directory(path ?? "/proc")
    isGiven = path != nil
    isMounted = root.isProcFileSystem
    // `/proc/PID` has `net` too, but no processes.
    if isGiven, isMounted, (try? root.status(of: "task"))?.kind == .directory {
      throw SystemError(.read, root.path, code: SystemError.notProcRoot)
    }
  }

  /// Finds out a fact, once. Other threads wait meanwhile; `find` must not ask for another fact.
  private func fact<Value: Sendable>(
    _ known: WritableKeyPath<Facts, Value?>, _ find: () -> Value
  ) -> Value {
    facts.withLock { facts in
      if let value = facts[keyPath: known] { return value }
      let value = find()
      facts[keyPath: known] = value
      return value
    }
  }

  var path: String { root.path }

  /// The first limit on open files or memory that kept something in the tree from being read.
  var reachedLimit: SystemError? { root.reachedLimit }

  // MARK: This process

  /// The number that this process has in the tree; nil if it has none, as in the tree of another PID
  /// namespace or in a recording.
  package var ownPID: Int32? {
    fact(\.ownPID) {
      guard isMounted, let target = try? root.linkTarget("self") else { return nil }
      return Int32(String(decoding: target, as: UTF8.self))
    }
  }

  /// Whether PIDs in the tree mean the same processes as in system calls of this one.
  package var isOwn: Bool { ownPID == currentProcessID }

  // MARK: Processes

  /// Lists the processes that exist now.
  ///
  /// - Throws: ``SystemError`` with `list`.
  func processes() throws(SystemError) -> [Int32] {
    try facts.withLock { _ in
      Result { () throws(SystemError) in try root.numbers() }
    }.get()
  }

  /// Opens the directory of a process.
  ///
  /// - Throws: ``SystemError`` with `open`.
  func process(_ pid: Int32) throws(SystemError) -> Directory { try root.directory("\(pid)") }

  package func hasProcess(_ pid: Int32) -> Bool { (try? process(pid)) != nil }

  /// Lists the threads of a process.
  ///
  /// - Throws: ``SystemError`` with `open` or `list`.
  func threads(of pid: Int32) throws(SystemError) -> [Int32] {
    try root.directory("\(pid)/task").numbers()
  }

  /// Whether a thread shares the descriptor table of its process.
  ///
  /// - Returns: nil if the kernel does not say, and if the numbers mean other processes in system calls of
  ///   this one.
  func sharesDescriptorTable(_ thread: Int32, of process: Int32) -> Bool? {
    isOwn ? shareDescriptorTable(process, thread) : nil
  }

  /// Whether a process of a mounted tree has several threads, which the number of links of its `task`
  /// shows (`proc_task_getattr` in the kernel's `fs/proc/base.c`). True if that cannot be read; false for a
  /// process that has ended.
  func hasSeveralThreads(_ pid: Int32) -> Bool {
    do throws(SystemError) {
      return try root.status(of: "\(pid)/task").linkCount > 3
    } catch {
      return !error.isGone
    }
  }

  /// Whether the kernel reports how many descriptors a process has: since Linux 6.2.
  var reportsDescriptorCounts: Bool {
    fact(\.countsDescriptors) {
      guard isMounted, let status = try? root.status(of: "self/fd") else { return false }
      return DescriptorTable(status) != nil
    }
  }

  /// What is known about the descriptor table of a process.
  ///
  /// - Returns: nil if the process has no descriptors, and if the kernel does not report their number.
  /// - Throws: ``SystemError`` with `read`.
  func descriptorTable(of pid: Int32) throws(SystemError) -> DescriptorTable? {
    DescriptorTable(try root.status(of: "\(pid)/fd"))
  }

  /// Whether this is the tree of a container: of another PID namespace than the first one, whose number is
  /// fixed (`PROC_PID_INIT_INO` in the kernel's `include/linux/proc_ns.h`). False for a recording without
  /// namespaces.
  ///
  /// The namespace of the tree is that of its process 1, which only root may see. Otherwise, a tree whose
  /// process 2 is a thread of the kernel is that of the first namespace: only there do these have numbers. Else
  /// it is taken for that of this process, which may be a lower one; a tree in which this process has no number
  /// is not that of the first namespace.
  var isOfContainer: Bool {
    let isForeign = isMounted && ownPID == nil
    return fact(\.isOfContainer) {
      if !isMounted, root.lacks("1/ns/pid"), root.lacks("self/ns/pid") { return false }
      let first = "pid:[4026531836]".utf8
      if let namespace = try? root.linkTarget("1/ns/pid") { return !namespace.elementsEqual(first) }
      if hasKernelThreads { return false }
      do throws(SystemError) {
        return try !root.linkTarget("self/ns/pid").elementsEqual(first)
      } catch {
        // Before Linux 3.8 there is no such link. If it exists, it may name any namespace.
        return isForeign || (isMounted && !error.isGone)
      }
    }
  }

  /// Whether process 2 is a thread of the kernel.
  private var hasKernelThreads: Bool {
    (try? root.contents(of: "2/stat", limit: 4096)).map { $0.span.isKernelThread } ?? false
  }

  // MARK: Processes that are not listed

  /// Whether a tree hides processes.
  struct Hiding: Sendable {
    /// Whether processes of other users may exist that are not listed (`hidepid` in proc(5)).
    let isPossible: Bool
    /// Whether the mount option was found.
    var isByMountOption = false
    /// The limit that was reached while this was found out.
    var reachedLimit: SystemError?
  }

  /// Whether the tree hides processes of other users from this one.
  ///
  /// - Parameter listed: The processes that are listed. The first one of a PID namespace always exists.
  func hiding(listed: [Int32]) -> Hiding {
    if !isMounted { return Hiding(isPossible: false) }
    let option = hidepid
    let isFound = option.bytes?.span.isHidingProcesses
    if !listed.contains(1) { return Hiding(isPossible: true, isByMountOption: isFound == true) }
    if isFound == false { return Hiding(isPossible: false) }
    let status = ownStatus
    let limit = option.reachedLimit ?? status.reachedLimit
    guard let bytes = status.bytes else { return Hiding(isPossible: true, reachedLimit: limit) }
    return Hiding(
      isPossible: !bytes.span.mayTraceOthers, isByMountOption: isFound == true, reachedLimit: limit)
  }

  /// What was read from a file, or the limit that prevented it.
  private struct Reading: Sendable {
    var bytes: [UInt8]?
    var reachedLimit: SystemError?

    /// The same if it has bytes; else another reading, with the limit that was reached first.
    func or(_ other: () -> Reading) -> Reading {
      if bytes != nil { return self }
      let other = other()
      return Reading(bytes: other.bytes, reachedLimit: reachedLimit ?? other.reachedLimit)
    }
  }

  private func reading(_ name: String, limit: Int) -> Reading {
    do throws(SystemError) {
      return Reading(bytes: try root.contents(of: name, limit: limit))
    } catch {
      return Reading(reachedLimit: error.isLimit ? error : nil)
    }
  }

  /// The mount option `hidepid` of the tree, empty without one. A mount that is not found may hide processes.
  ///
  /// Where this process has no number in the tree, the mounts of its process 1 are searched: the tree may be
  /// mounted in another mount namespace only, as `/proc/PID/root/proc` is.
  private var hidepid: Reading {
    fact(\.hidepid) {
      guard let device = try? root.status().device else { return Reading() }
      return hidepid(ofDevice: device, seenBy: "self").or {
        hidepid(ofDevice: device, seenBy: "1")
      }
    }
  }

  private func hidepid(ofDevice device: String, seenBy process: String) -> Reading {
    var mounts = reading("\(process)/mountinfo", limit: 1 << 24)
    mounts.bytes = mounts.bytes.flatMap { $0.span.hidepid(ofDevice: device) }
    return mounts
  }

  /// `self/status` of this process, also if it has no number in the tree.
  private var ownStatus: Reading {
    fact(\.status) {
      reading("self/status", limit: 16_384).or {
        Reading(bytes: try? Directory("/proc").contents(of: "self/status", limit: 16_384))
      }
    }
  }

  /// Whether this process may read the descriptors of other users' processes: CAP_SYS_PTRACE.
  var mayTraceOthers: Bool { isMounted && ownStatus.bytes?.span.mayTraceOthers == true }

  /// What this process may read in the tree.
  var readerRights: ReaderRights {
    let value = isMounted ? hidepid.bytes ?? [] : []
    let user = isMounted ? try? root.linkTarget("self/ns/user") : nil
    return ReaderRights(
      mayTraceOthers: mayTraceOthers,
      mayListOthers: ownStatus.bytes?.span.mayListOthers ?? false,
      isRoot: isMounted && isRunningAsRoot,
      isInUserNamespace: user.map { $0 != Array("user:[4026531837]".utf8) } ?? false,
      isHiding: !value.isEmpty && value != Array("0".utf8) && value != Array("off".utf8))
  }

  // MARK: The machine

  /// The version of the kernel: `sys/kernel/osrelease`.
  var kernelRelease: KernelRelease? {
    fact(\.release) {
      (try? root.contents(of: "sys/kernel/osrelease", limit: 256))
        .flatMap { $0.span.kernelRelease }
    }
  }

  /// When the machine started, in seconds since 1970: `stat`. Takes the kernel long on a machine with many
  /// processors.
  var bootTime: Int64? {
    fact(\.bootTime) {
      (try? root.contents(of: "stat", limit: 1 << 22)).flatMap { $0.span.bootTime }
    }
  }

  /// The machine's name: `sys/kernel/hostname`. Any bytes.
  var hostName: [UInt8]? {
    fact(\.hostName) {
      guard var name = try? root.contents(of: "sys/kernel/hostname", limit: 256) else { return nil }
      if name.last == UInt8(ascii: "\n") { name.removeLast() }
      return name
    }
  }

  /// The ports that the kernel chooses from for a socket that asks for any: of
  /// `sys/net/ipv4/ip_local_port_range`, which IPv6 uses too; Linux's default if it is not there.
  var ephemeralPorts: ClosedRange<UInt16> {
    fact(\.ephemeralPorts) {
      (try? root.contents(of: "sys/net/ipv4/ip_local_port_range", limit: 64))
        .flatMap { $0.span.portRange } ?? 32768...60999
    }
  }
}
