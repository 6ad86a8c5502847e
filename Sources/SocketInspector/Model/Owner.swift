/// A process that holds a socket.
public struct Owner: Hashable, Sendable {
  public var process: ProcessDetails
  /// The numbers of its descriptors that lead to the socket, ascending.
  public var fds: [Int32]

  public var pid: Int32 { process.pid }
}
