/// The access to a network namespace by entering it.
final class EnteredNamespace: NamespaceAccess {
  let path: String
  let ephemeralPorts: ClosedRange<UInt16>?
  private let gate: NamespaceGate
  /// Netlink sockets that were opened and not used yet, or the errors.
  private let sockets: LockedValue<[Int32]>

  /// - Parameters:
  ///   - handle: What stands for the namespace.
  ///   - inode: The inode number that the namespace must have; nil if any.
  ///   - socketCount: The number of netlink sockets that will be needed.
  /// - Throws: ``SystemError`` with `open` or `enter`.
  init(_ handle: NamespaceHandle, inode: UInt64?, socketCount: Int) throws(SystemError) {
    let gate = try Self.gate(handle, inode)
    // A single visit, because each takes a thread.
    let opened = try gate.run {
      [NamespaceGate.openFile("/proc/sys/net/ipv4/ip_local_port_range")]
        + (0..<socketCount).map { _ in NetlinkSocket.openDescriptor() }
    }
    self.gate = gate
    path = handle.path
    ephemeralPorts = Self.portRange(opened.first ?? -1)
    sockets = LockedValue(Array(opened.dropFirst().reversed()))
  }

  private static func gate(
    _ handle: NamespaceHandle, _ inode: UInt64?
  ) throws(SystemError) -> NamespaceGate {
    switch handle {
    case .file(let path): try NamespaceGate(path, inode: inode)
    case .socket(let socket):
      try NamespaceGate(
        ofProcess: socket.pid, socket.number, socket: socket.inode, inode: inode)
    }
  }

  deinit {
    for number in sockets.withLock({ $0 }) where number >= 0 {
      _ = FileDescriptor(taking: number, path: path)
    }
  }

  private static func portRange(_ number: Int32) -> ClosedRange<UInt16>? {
    guard number >= 0 else { return nil }
    let file = FileDescriptor(taking: number, path: "ip_local_port_range")
    var bytes = [UInt8](repeating: 0, count: 64)
    guard let count = try? file.read(into: &bytes, from: 0) else { return nil }
    return bytes.span.extracting(0..<count).portRange
  }

  func netlinkDescriptor() throws(SystemError) -> Int32 {
    let number = sockets.withLock { $0.popLast() } ?? -SystemError.unsupported
    guard number >= 0 else { throw SystemError(.read, path, code: -number) }
    return number
  }

  func table(_ name: String) throws(SystemError) -> FileDescriptor {
    let file = "/proc/thread-self/net/\(name)"
    let number = try gate.run { NamespaceGate.openFile(file) }
    guard number >= 0 else { throw SystemError(.open, "\(path): \(file)", code: -number) }
    return FileDescriptor(taking: number, path: "\(path): \(file)")
  }

  var interfaceNames: [UInt32: [UInt8]] { (try? gate.run { InterfaceDatabase.names }) ?? [:] }
}
