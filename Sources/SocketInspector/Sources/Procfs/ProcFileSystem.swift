/// A proc tree: `/proc`, one mounted elsewhere, or a recording. It is opened once per snapshot.
///
/// Each fact about the tree is found out when it is first asked for, and then kept: reading it again would
/// take time, and could give another result in the middle of a snapshot. Safe to use from several threads.
package final class ProcFileSystem: Sendable {
  let root: Directory
  /// Whether the tree is a mounted proc file system, not a recording.
  let isMounted: Bool

  /// The facts that were found out. One lock for all of them, to save allocations; it is also held while
  /// the processes are listed, because threads share the position in the directory.
  private let facts = LockedValue(Facts())

  private struct Facts: Sendable {
    var ownPID: Int32??
    var countsDescriptors: Bool?
    var hiding: Hiding?
    var isOfContainer: Bool?
    var release: KernelRelease??
    var bootTime: Int64??
    var hostName: [UInt8]??
    var ephemeralPorts: ClosedRange<UInt16>?
  }

  /// - Throws: ``SystemError`` with `open`.
  package init(_ path: String) throws(SystemError) {
    root = try Directory(path)
    isMounted = root.isProcFileSystem
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
  var ownPID: Int32? {
    fact(\.ownPID) {
      guard isMounted, let target = try? root.linkTarget("self") else { return nil }
      return Int32(String(decoding: target, as: UTF8.self))
    }
  }

  /// Whether PIDs in the tree mean the same processes as in system calls of this one.
  var isOwn: Bool { ownPID == currentProcessID }

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

  func hasProcess(_ pid: Int32) -> Bool { (try? process(pid)) != nil }

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
  var isOfContainer: Bool {
    fact(\.isOfContainer) {
      guard let namespace = try? root.linkTarget("self/ns/pid") else { return false }
      return namespace != Array("pid:[4026531836]".utf8)
    }
  }

  // MARK: Processes that are not listed

  /// Whether a tree hides processes.
  struct Hiding: Sendable {
    /// Whether processes of other users may exist that are not listed (`hidepid` in proc(5)).
    let isPossible: Bool
    /// The limit that was reached while this was found out.
    var reachedLimit: SystemError?
  }

  /// Whether the tree hides processes of other users from this one.
  ///
  /// - Parameter listed: The processes that are listed. The first one of a PID namespace always exists.
  func hiding(listed: [Int32]) -> Hiding {
    if !isMounted { return Hiding(isPossible: false) }
    if !listed.contains(1) { return Hiding(isPossible: true) }
    return fact(\.hiding) { findHiding() }
  }

  /// A mount that is not found, such as one of another mount namespace, may hide processes.
  private func findHiding() -> Hiding {
    var limit: SystemError?
    func read(_ name: String, limit mostBytes: Int) -> [UInt8]? {
      do throws(SystemError) {
        return try root.contents(of: name, limit: mostBytes)
      } catch {
        if error.isLimit, limit == nil { limit = error }
        return nil
      }
    }
    if let device = try? root.status().device, let mounts = read("self/mountinfo", limit: 1 << 24),
      mounts.span.hidesProcesses(ofDevice: device) == false
    {
      return Hiding(isPossible: false)
    }
    guard let status = read("self/status", limit: 16_384) else {
      return Hiding(isPossible: true, reachedLimit: limit)
    }
    return Hiding(isPossible: !status.span.mayTraceOthers, reachedLimit: limit)
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
