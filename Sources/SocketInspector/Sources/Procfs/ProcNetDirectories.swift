/// The directories of a proc tree that have the tables of network namespaces, most wanted first.
///
/// Without `--proc`, sockets are those of the namespace of this process: `self/net`, which exists even
/// where `net` does not (a mount with `subset=pid`). A tree that was given stands for the machine that it
/// belongs to: its process 1 is in that machine's namespace, and `self` may be in another one, or does not
/// exist in a tree of another PID namespace.
///
/// A recording may have each table in another of these directories. A mounted tree has all of them in each,
/// so one directory is chosen: tables of two namespaces must not be mixed.
struct ProcNetDirectories {
  private static let all = ["1/net", "self/net", "net"]

  private let tree: ProcFileSystem
  private let names: [String]
  /// The access to another network namespace; the names are not used then.
  private var access: (any NamespaceAccess)?
  /// Why the directory of process 1 cannot be used although the tree is a mounted one that was given.
  private var firstError: SystemError?

  /// - Throws: ``SystemError`` with `open` if the tree has none of them.
  init(_ tree: ProcFileSystem) throws(SystemError) {
    self.tree = tree
    var names: [String] = []
    var failure: SystemError?
    for name in Self.all where tree.isGiven || name != "1/net" {
      if !tree.isMounted, tree.root.lacks(name) { continue }
      do throws(SystemError) {
        try Self.check(name, in: tree)
        names.append(name)
        if tree.isMounted { break }
      } catch {
        if error.isLimit { throw error }
        if failure?.isGone ?? true, !error.isGone { failure = error }
        if tree.isMounted, name == "1/net" { firstError = error }
      }
    }
    if names.isEmpty {
      throw failure ?? SystemError(.open, "\(tree.path)/net", code: SystemError.noSuchFile)
    }
    self.names = names
  }

  /// The tables of another network namespace.
  init(_ tree: ProcFileSystem, _ access: any NamespaceAccess) {
    self.tree = tree
    self.access = access
    names = []
  }

  /// Checks that a directory exists, and in a mounted tree that was given, that its tables can be read.
  ///
  /// - Throws: ``SystemError`` with `open`.
  private static func check(_ name: String, in tree: ProcFileSystem) throws(SystemError) {
    guard try tree.root.status(of: name).kind == .directory else {
      throw SystemError(.open, "\(tree.path)/\(name)", code: SystemError.noSuchFile)
    }
    guard tree.isGiven, tree.isMounted else { return }
    let files = SocketTable.ID.allCases.flatMap(\.facts.procFiles)
    var first: SystemError?
    for file in files {
      do throws(SystemError) {
        _ = try tree.root.file("\(name)/\(file.name)")
        return
      } catch {
        first = first ?? error
      }
    }
    if let first { throw first }
  }

  /// The directory in which most tables are, for error messages.
  var path: String { access?.path ?? "\(tree.path)/\(names.first ?? "net")" }

  /// Opens a table, in the first directory that has it.
  ///
  /// - Throws: ``SystemError`` with `open`, or with `read` if it is not a regular file.
  func open(_ file: String) throws(SystemError) -> FileDescriptor {
    if let access { return try access.table(file) }
    var failure: SystemError?
    for name in names {
      do throws(SystemError) {
        return try tree.root.regularFile("\(name)/\(file)")
      } catch {
        if !error.isGone, !error.isDenied { throw error }
        if failure?.isGone ?? true { failure = error }
      }
    }
    throw failure ?? SystemError(.open, "\(path)/\(file)", code: SystemError.noSuchFile)
  }

  /// The contents of a file that is not a table, up to `limit` bytes; nil if it cannot be read.
  func contents(of file: String, limit: Int) -> [UInt8]? {
    names.first.flatMap { try? tree.root.contents(of: "\($0)/\(file)", limit: limit) }
  }

  /// What a reader has to know about the network namespace of the tables; nil if they are those of the
  /// namespace of this process, and for a recording.
  var remark: Remark? {
    guard tree.isGiven, tree.isMounted, let name = names.first else { return nil }
    if name == "1/net" {
      guard let own = Self.identity("/proc", "self/net"),
        let other = Self.identity(tree.path, name), own != other
      else { return nil }
      let link = try? tree.root.linkTarget("1/ns/net")
      return .foreignNetworkNamespace(
        tree: tree.path, name: link.map { String(decoding: $0, as: UTF8.self) })
    }
    return firstError.map { .ownNetworkNamespace(tree: tree.path, $0) }
  }

  /// What identifies a network namespace: the inode of a file in `PID/net`
  /// (``NamespaceCatalog/Key/files(_:)``).
  private static func identity(_ tree: String, _ name: String) -> UInt64? {
    try? Directory(tree).status(of: "\(name)/dev").inode
  }
}
