/// A process that has a socket open.
public struct Owner: Hashable, Sendable {
  /// The process with its details.
  public var process: ProcessDetails
  /// The descriptors that refer to the socket, in ascending order.
  public var fds: [Int32]

  /// The PID in the PID namespace of the proc tree.
  public var pid: Int32 { process.pid }

  /// The kernel's name of the process (`/proc/PID/comm`) as text: bytes that are not UTF-8 become U+FFFD. nil if
  /// it was not requested or could not be read. It may contain control characters; ``description`` escapes
  /// them.
  public var name: String? { process.name }

  /// The bytes of ``name``.
  public var nameBytes: [UInt8]? { process.nameBytes }

  /// The readable name of the program as text (``ProcessDetails/programNameBytes``), which the Process column of
  /// portstat shows; nil as for ``name``.
  public var programName: String? { process.programName }

  /// The bytes of ``programName``.
  public var programNameBytes: [UInt8]? { process.programNameBytes }
}

extension Owner: CustomStringConvertible {
  /// One line, such as `4021 "node" [18, 19]`: the PID, the name with control characters escaped, and the
  /// descriptors.
  public var description: String {
    let name = name.map { " \($0.debugDescription)" } ?? ""
    return "\(pid)\(name) [\(fds.map(String.init).joined(separator: ", "))]"
  }
}
