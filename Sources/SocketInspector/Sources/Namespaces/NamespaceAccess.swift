/// The access to the tables of one network namespace, while these are read.
protocol NamespaceAccess: AnyObject, Sendable {
  /// The name for error messages.
  var path: String { get }
  /// The range from which the kernel assigns ports; nil if it cannot be read.
  var ephemeralPorts: ClosedRange<UInt16>? { get }
  /// The names of the network interfaces by index; empty if they cannot be read.
  var interfaceNames: [UInt32: [UInt8]] { get }

  /// A netlink socket in the namespace.
  ///
  /// - Returns: The descriptor, which the caller closes.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  func netlinkDescriptor() throws(SystemError) -> Int32

  /// Opens a table, a file under `/proc/self/net`.
  ///
  /// - Throws: ``SystemError`` with `open` or `enter`.
  func table(_ name: String) throws(SystemError) -> FileDescriptor
}
