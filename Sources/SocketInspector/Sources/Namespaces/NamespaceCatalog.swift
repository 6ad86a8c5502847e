/// The network namespaces to read, as they were found.
struct NamespaceCatalog: Sendable {
  /// Identifies a namespace.
  enum Key: Hashable, Comparable, Sendable {
    /// Its inode number.
    case inode(UInt64)
    /// The inode number of `net/dev` of its processes, if that of the namespace itself may not be read.
    /// The kernel makes these files for each namespace and numbers them for all proc file systems together
    /// (`proc_register` in `fs/proc/generic.c`). Unlike `ns/net`, every user may read it.
    case files(UInt64)
  }

  /// A namespace, and the ways to it.
  struct Entry: Sendable {
    let key: Key
    /// The key of those of its processes whose namespace may not be read; nil if there are none.
    let files: Key?
    var namespace: NetworkNamespace
    /// Whether it is the namespace that is read by default: that of this process; in a recording, that of its
    /// process 1.
    let isStandard: Bool
    /// The number in the rows; 0 for the namespace of this process.
    var number: UInt16 = 0
    /// What stands for it, such as `/run/netns/web`.
    let handles: [NamespaceHandle]
    /// Processes and threads in it, by their names in the tree: `7`, `7/task/8`.
    let processes: [String]
  }

  var entries: [Entry]
  /// The namespaces beyond the highest number, 65,534.
  var excess: [NetworkNamespace] = []

  /// The namespaces by number.
  var namespaces: [UInt16: NetworkNamespace] {
    Dictionary(uniqueKeysWithValues: entries.map { ($0.number, $0.namespace) })
  }
}

/// The numbers of the network namespaces in rows. A series keeps them, so that a socket has the same one at each
/// update.
struct NamespaceNumbers: Sendable {
  private var numbers: [NamespaceCatalog.Key: UInt16] = [:]

  /// Assigns numbers. Those of namespaces that are gone are used again.
  ///
  /// - Returns: The namespaces that have one, and those beyond 65,534.
  mutating func assign(_ entries: [NamespaceCatalog.Entry]) -> NamespaceCatalog {
    let keys = Set(entries.lazy.filter { !$0.namespace.isOwn }.map(\.key))
    // The rows of the last update still have the numbers of namespaces that are gone now.
    let used = Set(numbers.values)
    numbers = numbers.filter { keys.contains($0.key) }
    var next: UInt16 = 1
    var catalog = NamespaceCatalog(entries: [])
    for var entry in entries {
      if !entry.namespace.isOwn {
        let number = numbers[entry.key] ?? Self.unused(&next, used)
        guard let number else {
          catalog.excess.append(entry.namespace)
          continue
        }
        numbers[entry.key] = number
        entry.number = number
      }
      catalog.entries.append(entry)
    }
    return catalog
  }

  /// The next number that is not used; nil if there is none.
  private static func unused(_ next: inout UInt16, _ used: Set<UInt16>) -> UInt16? {
    while used.contains(next), next < .max { next += 1 }
    if next == .max { return nil }
    next += 1
    return next - 1
  }
}
