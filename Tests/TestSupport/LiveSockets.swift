import Foundation

/// A system call that failed while a test prepared its sockets.
public struct SocketFailure: Error, CustomStringConvertible {
  let call: String
  let code: Int32

  public var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// A real socket of this process. `deinit` closes it.
public final class LiveSocket {
  public enum Family: Sendable {
    case ipv4
    case ipv6

    /// The families of the loopback interface: many containers have no IPv6.
    public static let available: [Family] =
      (try? LiveSocket.listener(.ipv6)) == nil ? [.ipv4] : [.ipv4, .ipv6]

    public var loopback: String { self == .ipv4 ? "127.0.0.1" : "::1" }

    public static var hasIPv6: Bool { available.contains(.ipv6) }
  }

  /// Raw values are the names of the kernel's tables.
  public enum Kind: String, CaseIterable, Sendable {
    case tcp
    case udp
  }

  public private(set) var fd: Int32
  public let family: Family

  public init(_ family: Family = .ipv4, _ kind: Kind = .tcp) throws {
    // Close on exec, so that programs started by other tests do not inherit the socket.
    let type = kind == .tcp ? SOCK_STREAM.rawValue : SOCK_DGRAM.rawValue
    fd = try checked(
      "socket",
      socket(family == .ipv4 ? AF_INET : AF_INET6, Int32(type | SOCK_CLOEXEC.rawValue), 0))
    self.family = family
  }

  /// A TCP socket that speaks MPTCP: one of IPPROTO_MPTCP.
  private static func mptcp() throws -> LiveSocket {
    LiveSocket(
      fd: try checked(
        "socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 262)),
      family: .ipv4)
  }

  /// Whether two sockets of this machine can be connected by MPTCP.
  public static var hasMPTCP: Bool { (try? LiveConnection.mptcp()) != nil }

  /// An MPTCP socket that is connected to one that listens.
  fileprivate static func mptcpPair() throws -> (listener: LiveSocket, client: LiveSocket) {
    let (listener, client) = (try mptcp(), try mptcp())
    try listener.bind()
    try listener.listen()
    try client.connect(to: listener.port)
    return (listener, client)
  }

  private init(fd: Int32, family: Family) {
    self.fd = fd
    self.family = family
  }

  deinit { close() }

  /// A TCP socket that listens on a free port.
  public static func listener(
    _ family: Family = .ipv4, at address: String? = nil, backlog: Int32 = 16
  ) throws -> LiveSocket {
    let listener = try LiveSocket(family)
    try listener.bind(to: address)
    try listener.listen(backlog: backlog)
    return listener
  }

  /// A socket on a free port of the loopback address: listening for TCP, unconnected for UDP.
  public static func bound(_ family: Family, _ kind: Kind) throws -> LiveSocket {
    let socket = try LiveSocket(family, kind)
    try socket.bind()
    if kind == .tcp { try socket.listen() }
    return socket
  }

  /// Binds to an address, by default the loopback address. Port 0 stands for any free port.
  public func bind(to address: String? = nil, port: UInt16 = 0) throws {
    try withAddress(address ?? family.loopback, port) {
      try checked("bind", Foundation.bind(fd, $0, $1))
    }
  }

  public func listen(backlog: Int32 = 16) throws {
    try checked("listen", Foundation.listen(fd, backlog))
  }

  public func connect(to port: UInt16, at address: String? = nil) throws {
    try withAddress(address ?? family.loopback, port) {
      try checked("connect", Foundation.connect(fd, $0, $1))
    }
  }

  /// Begins to connect without waiting for a response.
  public func beginToConnect(to port: UInt16) throws {
    try checked("fcntl", fcntl(fd, F_SETFL, O_NONBLOCK))
    let result = withAddress(family.loopback, port) { Foundation.connect(fd, $0, $1) }
    guard result < 0, errno == EINPROGRESS else {
      throw SocketFailure(call: "connect", code: errno)
    }
  }

  public func accept() throws -> LiveSocket {
    let number = try checked("accept", Foundation.accept(fd, nil, nil))
    try checked("fcntl", fcntl(number, F_SETFD, FD_CLOEXEC))
    return LiveSocket(fd: number, family: family)
  }

  public func set(_ option: Int32, at level: Int = Int(SOL_SOCKET), to value: Int32) throws {
    var value = value
    let size = socklen_t(MemoryLayout<Int32>.size)
    try checked("setsockopt", setsockopt(fd, Int32(level), option, &value, size))
  }

  /// Sends this number of bytes in one call.
  public func send(_ count: Int) throws {
    let bytes = [UInt8](repeating: 0x61, count: count)
    try checked("send", Int32(Foundation.send(fd, bytes, count, Int32(MSG_NOSIGNAL))))
  }

  /// Waits until this number of bytes has arrived, and takes them from the receive buffer. Loopback
  /// delivers at once only while the machine is not busy.
  public func receive(_ count: Int) throws {
    var bytes = [UInt8](repeating: 0, count: count)
    var missing = count
    while missing > 0 {
      let received = try checked("recv", Int32(recv(fd, &bytes, missing, 0)))
      if received == 0 { throw TimedOut(description: "\(missing) more bytes") }
      missing -= Int(received)
    }
  }

  /// Sends until the send buffer of this end and the receive buffer of the peer are full.
  public func fill() {
    let bytes = [UInt8](repeating: 0x61, count: 65_536)
    let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
    while Foundation.send(fd, bytes, bytes.count, flags) > 0 {}
  }

  /// Sends a FIN and keeps the socket open: shutdown(2).
  public func endSending() throws {
    try checked("shutdown", shutdown(fd, Int32(SHUT_WR)))
  }

  /// Closes the connection with a RST: nothing of it is left.
  public func reset() throws {
    var linger = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<Foundation.linger>.size)
    try checked("setsockopt", setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, size))
    close()
  }

  public func close() {
    if fd >= 0 { Foundation.close(fd) }
    fd = -1
  }

  /// N of `socket:[N]`.
  public var inode: UInt64 {
    get throws {
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(fd)")
      guard target.hasPrefix("socket:["), let inode = UInt64(target.dropFirst(8).dropLast()) else {
        throw TimedOut(description: "\(target) is not a socket")
      }
      return inode
    }
  }

  /// The port at this end.
  public var port: UInt16 {
    get throws {
      var address = sockaddr_in6()  // its port is at the same offset as that of sockaddr_in
      var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
      try withUnsafeMutableBytes(of: &address) { bytes in
        let address = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self)
        try checked("getsockname", getsockname(fd, address, &size))
      }
      return UInt16(bigEndian: address.sin6_port)
    }
  }

  @discardableResult
  private func withAddress<Result>(
    _ text: String, _ port: UInt16,
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    var bytes = [UInt8](repeating: 0, count: MemoryLayout<sockaddr_in6>.size)
    return try bytes.withUnsafeMutableBytes { bytes in
      let size: Int
      if family == .ipv4 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, text, &address.sin_addr)
        size = MemoryLayout<sockaddr_in>.size
        bytes.storeBytes(of: address, as: sockaddr_in.self)
      } else {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        inet_pton(AF_INET6, text, &address.sin6_addr)
        size = MemoryLayout<sockaddr_in6>.size
        bytes.storeBytes(of: address, as: sockaddr_in6.self)
      }
      guard let start = bytes.baseAddress else { preconditionFailure("the array is not empty") }
      return try body(start.assumingMemoryBound(to: sockaddr.self), socklen_t(size))
    }
  }
}

/// Both ends of a TCP connection of this process, and the listener that accepted it.
public struct LiveConnection {
  public let listener: LiveSocket
  public let client: LiveSocket
  public let server: LiveSocket

  /// - Parameters:
  ///   - listener: An existing listener; by default a new one on a free port of the loopback address.
  ///   - buffers: The size of the buffers of both ends, in bytes; small ones fill up quickly.
  public init(
    _ family: LiveSocket.Family = .ipv4, through listener: LiveSocket? = nil,
    at address: String? = nil,
    buffers: Int32? = nil
  ) throws {
    self.listener = try listener ?? .listener(family)
    client = try LiveSocket(family)
    if let buffers {
      for socket in [self.listener, client] {
        try socket.set(SO_SNDBUF, to: buffers)
        try socket.set(SO_RCVBUF, to: buffers)
      }
    }
    try client.connect(to: self.listener.port, at: address)
    server = try self.listener.accept()
  }

  /// A connection by MPTCP.
  public static func mptcp() throws -> LiveConnection {
    let (listener, client) = try LiveSocket.mptcpPair()
    return LiveConnection(listener, client, try listener.accept())
  }

  public init(_ listener: LiveSocket, _ client: LiveSocket, _ server: LiveSocket) {
    self.listener = listener
    self.client = client
    self.server = server
  }
}

/// Returns the result of a system call, or throws its `errno`.
@discardableResult
private func checked(_ call: String, _ result: Int32) throws -> Int32 {
  guard result >= 0 else { throw SocketFailure(call: call, code: errno) }
  return result
}
