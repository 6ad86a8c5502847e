import Foundation

/// A row of `/proc/net/tcp`, `tcp6`, `udp` or `udp6`, as a kernel with the byte order of this
/// machine prints it. Shares no code with the parser.
public struct KernelRow: Sendable {
  /// `127.0.0.1:80`, `[::1]:80`.
  public var local: String
  public var remote: String
  /// The number in `include/net/tcp_states.h`: 1 ESTABLISHED, 6 TIME_WAIT, 7 CLOSE, 10 LISTEN …
  public var state: UInt8
  public var sendQueue: UInt32 = 0
  public var receiveQueue: UInt32 = 0
  public var timer: UInt8 = 0
  /// In hundredths of a second.
  public var timeLeft: UInt32 = 0
  public var retransmits: UInt32 = 0
  public var userID: UInt32
  public var probes: UInt32 = 0
  public var inode: UInt64
  public var drops: UInt32 = 0

  public init(
    _ local: String, _ remote: String? = nil, state: UInt8, userID: UInt32 = 0, inode: UInt64
  ) {
    self.local = local
    self.remote = remote ?? (local.hasPrefix("[") ? "[::]:0" : "0.0.0.0:0")
    self.state = state
    self.userID = userID
    self.inode = inode
  }

  /// TCP in LISTEN.
  public static func listener(_ local: String, inode: UInt64, userID: UInt32 = 0) -> KernelRow {
    KernelRow(local, state: 10, userID: userID, inode: inode)
  }

  /// TCP or UDP with a peer, by default ESTABLISHED.
  public static func connection(
    _ local: String, _ remote: String, state: UInt8 = 1, inode: UInt64
  ) -> KernelRow {
    var row = KernelRow(local, remote, state: state, inode: inode)
    if state == 6 { (row.timer, row.timeLeft) = (3, 5_000) }
    return row
  }

  /// UDP without a peer.
  public static func unconnected(_ local: String, inode: UInt64) -> KernelRow {
    KernelRow(local, state: 7, inode: inode)
  }

  /// Whether the kernel keeps a TIME_WAIT entry or a request instead of a socket, whose row has 12
  /// columns.
  private var isShort: Bool {
    state == 6 || (state == 5 && timer == 3) || (state == 3 && inode == 0)
  }

  /// The row as in a TCP table, without its newline.
  public func tcpText(number: Int) -> String {
    let tail = isShort ? "" : " 100 0 0 10 0"
    return padded(start(number, width: 4) + " 1 00000000abcdef01" + tail, to: 149)
  }

  /// The row as in a UDP table, without its newline.
  public func udpText(number: Int) -> String {
    padded(start(number, width: 5) + " 2 00000000abcdef01 \(drops)", to: 127)
  }

  private func start(_ number: Int, width: Int) -> String {
    let numbers =
      String(format: " %02X %08X:%08X ", Int(state), Int(sendQueue), Int(receiveQueue))
      + String(format: "%02X:%08lX %08X ", Int(timer), Int(timeLeft), Int(retransmits))
      + String(format: "%5u %8d ", userID, probes)
    return String(format: "%\(width)d: ", number) + Self.hexadecimal(local) + " "
      + Self.hexadecimal(remote) + numbers + String(inode)
  }

  private func padded(_ text: String, to width: Int) -> String {
    local.hasPrefix("[") ? text : text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// An address and its port as the kernel prints them: each word of the address as a number in the byte
  /// order of this machine.
  private static func hexadecimal(_ endpoint: String) -> String {
    let parts = endpoint.split(separator: ":", omittingEmptySubsequences: false)
    let address = parts.dropLast().joined(separator: ":").trimmingCharacters(in: ["[", "]"])
    let isIPv6 = endpoint.hasPrefix("[")
    var words: [UInt32] = isIPv6 ? [0, 0, 0, 0] : [0]
    guard inet_pton(isIPv6 ? AF_INET6 : AF_INET, address, &words) == 1,
      let port = parts.last.flatMap({ UInt16($0) })
    else { preconditionFailure("not an endpoint: \(endpoint)") }
    return words.map { String(format: "%08X", Int($0)) }.joined()
      + String(format: ":%04X", Int(port))
  }
}
