/// Why the owners of sockets are hidden, as far as is known.
public enum HiddenOwnerCause: String, CaseIterable, Sendable {
  /// The processes belong to other users, and this process may not trace others.
  case permission
  /// This process runs as root without CAP_SYS_PTRACE, as in a container.
  case missingCapability = "missing-capability"
  /// This process has CAP_SYS_PTRACE, but not CAP_DAC_READ_SEARCH, which it needs to list the descriptors.
  case missingReadCapability = "missing-read-capability"
  /// The proc file system is mounted with `hidepid` (proc(5)).
  case hidepid
  /// The processes are outside the PID namespace of the tree.
  case pidNamespace = "pid-namespace"
  /// The processes are outside the user namespace of this process; its capabilities apply only within it.
  case userNamespace = "user-namespace"
  /// The processes cannot be read although this process has CAP_SYS_PTRACE: a security policy protects them.
  case protected
}
