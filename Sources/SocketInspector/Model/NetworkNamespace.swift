/// A network namespace, see network_namespaces(7): each has sockets, addresses and ports of its own.
public struct NetworkNamespace: Hashable, Sendable {
  /// The inode number that identifies it, as in `net:[4026531840]`; nil if this process may not see it.
  public let inode: UInt64?
  /// The names under which it is mounted in a directory named `netns`, such as `/run/netns` (ip-netns(8)).
  public let names: [String]
  /// The lowest PID of the processes in it; nil if it has no process, or none that was looked for.
  public let pid: Int32?
  /// Whether it is the namespace of this process.
  public let isOwn: Bool

  /// Its name, or else `net:[INODE]`; for one whose inode number is unknown, `pid:PID`. nil for the namespace of
  /// this process.
  public var label: String? {
    if isOwn { return nil }
    return names.first ?? inode.map { "net:[\($0)]" } ?? pid.map { "pid:\($0)" }
  }
}

extension NetworkNamespace {
  /// What a user calls a network namespace.
  public enum Reference: Hashable, Sendable {
    /// A name, as in `/run/netns`.
    case name(String)
    /// A process that is in it.
    case pid(Int32)
    /// Its inode number.
    case inode(UInt64)
  }
}

extension NetworkNamespace.Reference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let name): name
    case .pid(let pid): "\(pid)"
    case .inode(let inode): "net:[\(inode)]"
    }
  }
}
