/// A process that has a socket open.
public struct Owner: Hashable, Sendable {
  public var process: ProcessDetails
  /// The descriptors that refer to the socket, in ascending order.
  public var fds: [Int32]

  public var pid: Int32 { process.pid }
}
