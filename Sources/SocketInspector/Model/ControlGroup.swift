/// A control group (cgroups(7)), and what its path says about the processes in it: their unit of systemd, their
/// container and their pod.
///
/// Anyone who can create control groups can choose their names, so do not base security decisions on them.
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

  /// Kept apart, so that a copy for each row counts one reference instead of ten.
  private final class Parts: Sendable {
    let path: [UInt8]
    let unit: [UInt8]?
    let isUserUnit: Bool
    let container: Container?
    let pod: Pod?

    init(
      _ path: [UInt8], unit: [UInt8]?, isUserUnit: Bool, container: Container?, pod: Pod?
    ) {
      self.path = path
      self.unit = unit
      self.isUserUnit = isUserUnit
      self.container = container
      self.pod = pod
    }
  }

  private var parts: Parts

  /// - Parameter path: As in `/proc/PID/cgroup`, without the mark of a removed group.
  public init(path: [UInt8]) {
    let found = ControlGroupPath(path)
    parts = Parts(
      path, unit: found.unit, isUserUnit: found.isUserUnit, container: found.container,
      pod: found.pod)
  }

  /// The path from the root of the hierarchy, such as `/system.slice/ssh.service`. Any bytes.
  public var pathBytes: [UInt8] { parts.path }
  /// The unit of systemd, such as `ssh.service`; nil outside of one, and for a container that is not part of
  /// another unit.
  public var unitBytes: [UInt8]? { parts.unit }
  /// Whether a user's instance of systemd manages the unit.
  public var isUserUnit: Bool { parts.isUserUnit }

  /// The innermost container; nil outside of one.
  public internal(set) var container: Container? {
    get { parts.container }
    set { parts = parts(container: newValue, pod: pod) }
  }

  /// The pod of Kubernetes or Podman; nil outside of one.
  public internal(set) var pod: Pod? {
    get { parts.pod }
    set { parts = parts(container: container, pod: newValue) }
  }

  private func parts(container: Container?, pod: Pod?) -> Parts {
    Parts(
      parts.path, unit: parts.unit, isUserUnit: parts.isUserUnit, container: container, pod: pod)
  }

  public static func == (left: ControlGroup, right: ControlGroup) -> Bool {
    left.parts === right.parts
      || (left.pathBytes == right.pathBytes && left.container == right.container
        && left.pod == right.pod)
  }

  /// Hashes the path, which unit, container and pod mostly follow from.
  public func hash(into hasher: inout Hasher) { hasher.combine(pathBytes) }
}

extension ControlGroup {
  /// ``pathBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var path: String { String(decoding: pathBytes, as: UTF8.self) }
  /// ``unitBytes`` as text.
  public var unit: String? { unitBytes.map { String(decoding: $0, as: UTF8.self) } }
}
