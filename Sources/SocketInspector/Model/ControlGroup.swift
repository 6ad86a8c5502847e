/// A control group (cgroups(7)), and what its path says about the processes in it: their unit of systemd, their
/// container and their pod.
///
/// Whoever may create control groups chooses their names, so these are for display, not for decisions about
/// security.
public struct ControlGroup: Hashable, Sendable {
  /// Where a control group was read.
  public enum Source: String, CaseIterable, Sendable {
    /// From a process: the group that it is in.
    case process
    /// From a socket that no visible process has open: the group in which it was created. A listener that systemd
    /// created for a service has the group of its `.socket` unit, a connection that of its listener, and a
    /// process may have been moved since.
    case socket
  }

  /// The path from the root of the hierarchy, such as `/system.slice/ssh.service`. Any bytes.
  public let pathBytes: [UInt8]
  /// The unit of systemd, such as `ssh.service`; nil outside of one, and for a container that is not part of
  /// another unit.
  public let unitBytes: [UInt8]?
  /// Whether a user's instance of systemd manages the unit.
  public let isUserUnit: Bool
  /// The innermost container; nil outside of one.
  public internal(set) var container: Container?
  /// The pod of Kubernetes or Podman; nil outside of one.
  public internal(set) var pod: Pod?

  /// - Parameter path: As in `/proc/PID/cgroup`, without the mark of a removed group.
  public init(path: [UInt8]) {
    let parts = ControlGroupPath(path)
    pathBytes = path
    unitBytes = parts.unit
    isUserUnit = parts.isUserUnit
    container = parts.container
    pod = parts.pod
  }
}

extension ControlGroup {
  /// ``pathBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var path: String { String(decoding: pathBytes, as: UTF8.self) }
  /// ``unitBytes`` as text.
  public var unit: String? { unitBytes.map { String(decoding: $0, as: UTF8.self) } }
}
