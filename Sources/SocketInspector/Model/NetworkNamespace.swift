/// A network namespace, see network_namespaces(7): each has sockets, addresses and ports of its own.
public struct NetworkNamespace: Sendable {
  /// Kept apart, so that a copy for each row counts one reference instead of six.
  private struct Parts: Hashable {
    let names: [String]
    var container: Container?
    var pod: Pod?
    var interfaceNames: [UInt32: [UInt8]] = [:]
  }

  private final class Storage: Sendable {
    let parts: Parts
    let labelBytes: [UInt8]?

    init(_ parts: Parts, _ labelBytes: [UInt8]?) {
      self.parts = parts
      self.labelBytes = labelBytes
    }
  }

  /// The inode number that identifies it, as in `net:[4026531840]`; nil if this process may not see it.
  public let inode: UInt64?
  /// The lowest PID of the processes in it; nil if it has no process, or none that was looked for.
  public let pid: Int32?
  /// Whether it is the namespace of this process.
  public let isOwn: Bool
  private var storage: Storage

  init(inode: UInt64?, names: [String], pid: Int32?, isOwn: Bool) {
    self.inode = inode
    self.pid = pid
    self.isOwn = isOwn
    storage = Storage(Parts(names: names), nil)
    update { _ in }
  }

  /// The names under which it is mounted in a directory named `netns`, such as `/run/netns` (ip-netns(8)).
  public var names: [String] { storage.parts.names }

  /// The container whose processes are in it; nil without one, and if there are several.
  public internal(set) var container: Container? {
    get { storage.parts.container }
    set { update { $0.container = newValue } }
  }

  /// The pod whose processes are in it; nil without one, and if there are several.
  public internal(set) var pod: Pod? {
    get { storage.parts.pod }
    set { update { $0.pod = newValue } }
  }

  /// The names of network interfaces by index, if sockets in it have an interface; empty for the namespace of this
  /// process, see ``InterfaceNames``.
  public internal(set) var interfaceNames: [UInt32: [UInt8]] {
    get { storage.parts.interfaceNames }
    set { update { $0.interfaceNames = newValue } }
  }

  private mutating func update(_ change: (inout Parts) -> Void) {
    var parts = storage.parts
    change(&parts)
    storage = Storage(parts, label(parts))
  }

  /// Its name, or else that of its pod or its container, or `net:[INODE]`; for one whose inode number is unknown,
  /// `pid:PID`. A name that an engine has made from a number counts last. nil for the namespace of this process.
  public var label: String? { labelBytes.map { String(decoding: $0, as: UTF8.self) } }

  /// ``label``. Any bytes.
  public var labelBytes: [UInt8]? { storage.labelBytes }

  private func label(_ parts: Parts) -> [UInt8]? {
    if isOwn { return nil }
    let name = parts.names.first { !$0.isGenerated }
    return name.map { Array($0.utf8) } ?? parts.pod?.labelBytes ?? parts.container?.labelBytes
      ?? (parts.names.first ?? inode.map { "net:[\($0)]" } ?? pid.map { "pid:\($0)" })
      .map { Array($0.utf8) }
  }
}

extension NetworkNamespace: Hashable {
  public static func == (left: NetworkNamespace, right: NetworkNamespace) -> Bool {
    left.inode == right.inode && left.pid == right.pid && left.isOwn == right.isOwn
      && left.storage.parts == right.storage.parts
  }

  /// Hashes the numbers, which the rest mostly follows from.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(inode)
    hasher.combine(pid)
  }
}

extension String {
  /// Whether a container engine has made this name of a namespace: Docker from 12 digits, as in `7d3c5e1a90bf`, CNI
  /// plug-ins and Podman from a UUID, as in `cni-4ad7ee62-5d3a-4ac4-9a51-c6d4f3a2b1c0`.
  fileprivate var isGenerated: Bool {
    let isHexadecimal = { (text: Substring) in
      text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
    }
    if utf8.count == 12 { return isHexadecimal(self[...]) }
    guard let prefix = ["cni-", "netns-"].first(where: hasPrefix) else { return false }
    return dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
      .map { isHexadecimal($0) ? $0.utf8.count : 0 } == [8, 4, 4, 4, 12]
  }
}

extension NetworkNamespace {
  /// What a user calls a network namespace.
  public enum Reference: Hashable, Sendable {
    /// A name, as in `/run/netns`; else that of a container or a pod.
    case name(String)
    /// A process that is in it.
    case pid(Int32)
    /// Its inode number.
    case inode(UInt64)
    /// A container or a pod whose processes are in it: its name, its ID or the first 12 digits of that, with
    /// wildcards as in ``NamePattern``.
    case container(String)
  }
}

extension NetworkNamespace.Reference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let name): name
    case .pid(let pid): "\(pid)"
    case .inode(let inode): "net:[\(inode)]"
    case .container(let name): "container:\(name)"
    }
  }
}
