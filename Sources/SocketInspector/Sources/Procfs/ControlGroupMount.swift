/// A mounted file system of the unified hierarchy of control groups, cgroup2.
struct ControlGroupMount: Equatable {
  /// The path of the group at the mount point, relative to the root of this process's control group namespace.
  let root: [UInt8]
  /// The mount point.
  let point: [UInt8]
}
