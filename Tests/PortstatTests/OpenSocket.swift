import Foundation

/// A socket that a test holds open, on a port that the kernel chose.
final class OpenSocket: Sendable {
  enum Kind: CaseIterable {
    case tcp
    case tcp6
    case udp
    case udp6

    /// Those that this machine has: many containers are without IPv6.
    static let available = allCases.filter { (try? OpenSocket($0)) != nil }

    var isIPv6: Bool { self == .tcp6 || self == .udp6 }
    var isTCP: Bool { self == .tcp || self == .tcp6 }
    var table: String { isTCP ? "tcp" : "udp" }
  }

  struct Failure: Error {
    let operation: String
    let code = errno
  }

  let descriptor: Int32
  let port: UInt16

  /// A listener (TCP) or a socket without a peer (UDP) on the loopback address.
  ///
  /// - Parameter listens: A TCP socket that does not is in no table, and keeps its port from others.
  init(_ kind: Kind, listens: Bool = true) throws {
    let family = kind.isIPv6 ? AF_INET6 : AF_INET
    let type = kind.isTCP ? SOCK_STREAM : SOCK_DGRAM
    let descriptor = socket(family, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.descriptor = descriptor
    guard descriptor >= 0 else { throw Failure(operation: "socket") }
    var address = sockaddr_storage()
    address.ss_family = sa_family_t(family)
    let loopback: [UInt8] =
      kind.isIPv6 ? [UInt8](repeating: 0, count: 15) + [1] : [127, 0, 0, 1]
    withUnsafeMutableBytes(of: &address) { bytes in
      for (index, byte) in loopback.enumerated() {
        bytes[(kind.isIPv6 ? 8 : 4) + index] = byte
      }
    }
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
      }
    }
    guard bound else { throw Failure(operation: "bind") }
    port = withUnsafeBytes(of: &address) { UInt16($0[2]) << 8 | UInt16($0[3]) }
    guard !kind.isTCP || !listens || listen(descriptor, 8) == 0 else {
      throw Failure(operation: "listen")
    }
  }

  deinit { close(descriptor) }
}
