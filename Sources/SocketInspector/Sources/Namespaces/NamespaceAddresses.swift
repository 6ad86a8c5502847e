extension NamespaceCatalog.Entry {
  /// Which of some addresses belong to an interface of the namespace.
  func addresses(among wanted: Set<IPAddress>, in tree: ProcFileSystem) -> Set<IPAddress> {
    guard let access = access(in: tree) else { return [] }
    var found: Set<IPAddress> = []
    if wanted.contains(where: { $0.family == .ipv4 }) {
      found = Self.contents(of: "fib_trie", access).span.localIPv4Addresses
    }
    if wanted.contains(where: { $0.family == .ipv6 }) {
      found.formUnion(Self.contents(of: "if_inet6", access).span.localIPv6Addresses)
    }
    return found.intersection(wanted)
  }

  /// Through a process in it, which needs no privilege, or else by entering it; nil if neither is possible.
  private func access(in tree: ProcFileSystem) -> (any NamespaceAccess)? {
    for name in processes {
      if let access = try? ProcessNamespace(name, in: tree, self) { return access }
    }
    for handle in tree.isMounted ? handles : [] {
      if let access = try? EnteredNamespace(handle, inode: namespace.inode, socketCount: 0) {
        return access
      }
    }
    return nil
  }

  /// The longest file that is read, in bytes. A router with all routes of the Internet has a longer one, but does not
  /// run in a container.
  private static let longestFile = 1 << 22

  private static func contents(of name: String, _ access: any NamespaceAccess) -> [UInt8] {
    guard let file = try? access.table(name) else { return [] }
    var bytes = [UInt8](repeating: 0, count: 4096)
    var count = 0
    while count < longestFile {
      guard let more = try? file.read(into: &bytes, from: count), more > 0 else { break }
      count += more
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
    }
    return Array(bytes.prefix(count))
  }
}

/// The addresses of the interfaces of a network namespace.
extension Span<UInt8> {
  /// The addresses in `/proc/net/fib_trie` (`fib_trie_seq_show` in the kernel's `net/ipv4/fib_trie.c`): each line with
  /// one is followed by lines with its routes, of which one is `/32 host LOCAL`.
  var localIPv4Addresses: Set<IPAddress> {
    var addresses: Set<IPAddress> = []
    var last: IPAddress?
    for line in copy.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "))
      if words.first?.elementsEqual("|--".utf8) == true, words.count > 1 {
        last = IPAddress(String(decoding: words[1], as: UTF8.self))
      } else if words.count >= 3, words[0].elementsEqual("/32".utf8),
        words[2].elementsEqual("LOCAL".utf8), let last
      {
        addresses.insert(last)
      }
    }
    return addresses
  }

  /// The addresses in `/proc/net/if_inet6`: 32 hexadecimal digits at the beginning of each line (`if6_seq_show` in the
  /// kernel's `net/ipv6/addrconf.c`).
  var localIPv6Addresses: Set<IPAddress> {
    var addresses: Set<IPAddress> = []
    for line in copy.split(separator: UInt8(ascii: "\n")) where line.count >= 32 {
      let bytes = Array(line.prefix(32))
      var position = 0
      guard let high = bytes.span.hexadecimal(digits: 16...16, &position),
        let low = bytes.span.hexadecimal(digits: 16...16, &position)
      else { continue }
      addresses.insert(IPAddress(ipv6: high, low))
    }
    return addresses
  }
}
