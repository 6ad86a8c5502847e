/// An ancestor of a process.
public struct ParentProcess: Hashable, Sendable {
  /// The PID in the PID namespace of the proc tree.
  public let pid: Int32
  /// The kernel's name of the process (`/proc/PID/stat`); nil if it could not be read. Any bytes.
  public let nameBytes: [UInt8]?
  /// ``nameBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var name: String? { nameBytes.map { String(decoding: $0, as: UTF8.self) } }

  package init(pid: Int32, nameBytes: [UInt8]?) {
    self.pid = pid
    self.nameBytes = nameBytes
  }
}
