/// The access to a network namespace through the directory of a process or thread that is in it. Needs no
/// privilege.
final class ProcessNamespace: NamespaceAccess {
  let path: String
  /// Of no namespace but that of this process: the kernel shows the range to processes that have entered it.
  let ephemeralPorts: ClosedRange<UInt16>? = nil
  /// Not needed: these tables do not contain interfaces.
  let interfaceNames: [UInt32: [UInt8]] = [:]
  private let process: Directory

  /// - Parameters:
  ///   - name: The name of the directory in the tree: `7` or `7/task/8`.
  ///   - entry: The namespace.
  /// - Throws: ``SystemError`` with `open`; ``SystemError/isGone`` if the process is in another one by now.
  init(
    _ name: String, in tree: ProcFileSystem, _ entry: NamespaceCatalog.Entry
  ) throws(SystemError) {
    path = "\(tree.path)/\(name)/net"
    process = try tree.root.directory(name)
    // Another process may have its number.
    guard let key = NamespaceFinder.key(process), key == entry.key || key == entry.files else {
      throw SystemError(.open, path, code: SystemError.noSuchFile)
    }
  }

  func netlinkDescriptor() throws(SystemError) -> Int32 {
    throw SystemError(.read, path, code: SystemError.unsupported)
  }

  func table(_ name: String) throws(SystemError) -> FileDescriptor {
    try process.regularFile("net/\(name)")
  }
}
