/// What the descriptors of a process say about network namespaces.
struct DescribedNamespaces: Sendable {
  /// The namespaces that it has open, each with the path of the descriptor.
  private(set) var files: [(inode: UInt64, path: String)] = []
  /// Its sockets.
  private(set) var sockets: [NamespaceSocket] = []

  /// - Parameters:
  ///   - tree: The tree of the process.
  ///   - pid: The process. Nothing is found if it may not be read, or has ended.
  init(_ tree: ProcFileSystem, _ pid: Int32) {
    do throws(SystemError) {
      try read(try tree.root.directory("\(pid)/fd"), "\(tree.path)/\(pid)/fd", pid)
    } catch {}
  }

  private mutating func read(
    _ descriptors: borrowing Directory, _ path: String, _ pid: Int32
  ) throws(SystemError) {
    for number in try descriptors.numbers() {
      guard let target = try? descriptors.linkTarget("\(number)", room: 64) else { continue }
      if let inode = target.span.inode(after: "net:[") {
        files.append((inode, "\(path)/\(number)"))
      } else if let inode = target.span.socketInode {
        sockets.append(NamespaceSocket(pid: pid, number: number, inode: inode))
      }
    }
  }
}
