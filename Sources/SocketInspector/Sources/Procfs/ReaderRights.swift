/// What decides whether this process may read the descriptors of other users' processes: ptrace(2), "Ptrace
/// access mode checking", PTRACE_MODE_READ_FSCREDS.
struct ReaderRights: Hashable, Sendable {
  /// Whether this process has CAP_SYS_PTRACE.
  var mayTraceOthers: Bool
  /// Whether this process has CAP_DAC_READ_SEARCH or CAP_DAC_OVERRIDE, without which it may not list `PID/fd` of
  /// other users (mode 0500).
  var mayListOthers = true
  var isRoot: Bool
  /// Whether this process is in a user namespace other than the first one, whose number is fixed
  /// (`PROC_USER_INIT_INO` in the kernel's `include/linux/proc_ns.h`).
  var isInUserNamespace: Bool
  /// Whether the proc file system is mounted with `hidepid`.
  var isHiding: Bool

  /// The cause of an error with a process of the tree; nil if permission was not denied.
  ///
  /// Where `hidepid=noaccess` denies access, the error is EPERM (`proc_pid_permission` in the kernel's
  /// `fs/proc/base.c`); elsewhere it is EACCES.
  func cause(of error: SystemError) -> HiddenOwnerCause? {
    guard error.isDenied else { return nil }
    if mayTraceOthers, !mayListOthers { return .missingReadCapability }
    if mayTraceOthers { return isInUserNamespace ? .userNamespace : .protected }
    if isHiding, error.isNotPermitted { return .hidepid }
    return isRoot ? .missingCapability : .permission
  }
}
