/// The network namespaces to which the descriptors of a process refer: open namespaces, and sockets.
struct DescribedNamespaces: Sendable {
  /// Each namespace with what stands for it.
  private(set) var handles: [(inode: UInt64, handle: NamespaceHandle)] = []

  /// - Parameters:
  ///   - tree: The tree of the process.
  ///   - pid: The process. Nothing is found if it may not be read, or has ended.
  init(_ tree: ProcFileSystem, _ pid: Int32) {
    do throws(SystemError) {
      try read(try tree.root.directory("\(pid)/fd"), "\(tree.path)/\(pid)/fd", pid)
    } catch {}
    // A tree elsewhere may have PIDs of another PID namespace.
    if tree.isGiven { sockets = [] }
    do throws(SystemError) {
      try addSockets(of: pid)
    } catch {}
    sockets = []
  }

  private var sockets: [(number: Int32, inode: UInt64)] = []

  private mutating func read(
    _ descriptors: borrowing Directory, _ path: String, _ pid: Int32
  ) throws(SystemError) {
    for number in try descriptors.numbers() {
      guard let target = try? descriptors.linkTarget("\(number)", room: 64) else { continue }
      if let inode = target.span.inode(after: "net:[") {
        handles.append((inode, .file("\(path)/\(number)")))
      } else if let inode = target.span.socketInode {
        sockets.append((number, inode))
      }
    }
  }

  private mutating func addSockets(of pid: Int32) throws(SystemError) {
    if sockets.isEmpty { return }
    var namespaces = try SocketNamespaces(ofProcess: pid)
    for (number, socket) in sockets {
      do throws(SystemError) {
        if let inode = try namespaces.inode(ofSocket: number, inode: socket) {
          handles.append((inode, .socket(pid: pid, number: number, inode: socket)))
        }
      } catch {
        // A socket may be closed meanwhile; a process that may not be traced has no others.
        if !error.isGone { throw error }
      }
    }
  }
}
