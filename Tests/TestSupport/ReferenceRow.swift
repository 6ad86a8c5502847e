import SocketInspector

/// A row parsed in the simplest way, to check the fast parser: split at blanks, with the parsers of the
/// standard library for the fields.
public struct ReferenceRow: Equatable {
  public var local: [UInt32]
  public var localPort: UInt16
  public var remote: [UInt32]
  public var remotePort: UInt16
  public var state: UInt8
  public var sendQueue: UInt32
  public var receiveQueue: UInt32
  public var timer: UInt8
  public var ticks: UInt64
  public var retransmits: UInt32
  public var userID: Int64
  public var probes: Int64
  public var inode: UInt64
  public var columns: Int
  /// Column 13 of UDP.
  public var drops: Int64?

  public init?(_ line: some StringProtocol) {
    // The blank after the colon of the row number may be missing.
    let parts = Array(line.utf8).split(separator: UInt8(ascii: ":"), maxSplits: 1)
    let fields = parts.flatMap { $0.split(separator: UInt8(ascii: " ")) }
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count >= 12, let (local, localPort) = Self.endpoint(fields[1]),
      let (remote, remotePort) = Self.endpoint(fields[2]),
      let state = UInt8(fields[3], radix: 16), let retransmits = UInt32(fields[6], radix: 16),
      let userID = Int64(fields[7]), let probes = Int64(fields[8]), let inode = UInt64(fields[9])
    else { return nil }
    let queues = fields[4].split(separator: ":").compactMap { UInt32($0, radix: 16) }
    let timer = fields[5].split(separator: ":").compactMap { UInt64($0, radix: 16) }
    guard queues.count == 2, timer.count == 2, let number = UInt8(exactly: timer[0]) else {
      return nil
    }
    (self.local, self.localPort) = (local, localPort)
    (self.remote, self.remotePort) = (remote, remotePort)
    self.state = state
    (sendQueue, receiveQueue) = (queues[0], queues[1])
    (self.timer, ticks) = (number, timer[1])
    self.retransmits = retransmits
    self.userID = userID
    self.probes = probes
    self.inode = inode
    columns = fields.count
    drops = fields.count > 12 ? Int64(fields[12]) : nil
  }

  /// The words of an address as the kernel printed them, and the port.
  private static func endpoint(_ field: String) -> ([UInt32], UInt16)? {
    let parts = field.split(separator: ":")
    guard parts.count == 2, let port = UInt16(parts[1], radix: 16) else { return nil }
    var words: [UInt32] = []
    var rest = parts[0]
    while !rest.isEmpty {
      guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
      words.append(word)
      rest = rest.dropFirst(8)
    }
    return (words, port)
  }

  /// The words of an address as a little-endian kernel prints them.
  public static func words(_ address: IPAddress) -> [UInt32] {
    let halves = address.family == .ipv4 ? [] : [address.high]
    let words = (halves + [address.low]).flatMap { half in
      [UInt32(truncatingIfNeeded: half >> 32), UInt32(truncatingIfNeeded: half)]
    }
    return (address.family == .ipv4 ? words.suffix(1) : words[...]).map(\.byteSwapped)
  }

  /// Whether a socket has the values of this row, apart from values that the parser leaves unknown.
  public func agrees(with socket: SocketEntry) -> Bool {
    let state = SocketState(number: state)
    // The kernel leaves the values of an earlier connection in place.
    let isStale = state == .closed && (socket.table == .udp || inode != 0)
    let hasStalePeer = isStale && !socket.hasPeer
    let hasStaleQueues = isStale && socket.table == .tcp && socket.sendQueue == 0
    return local == socket.local.ip.map(Self.words) && localPort == socket.local.port
      && (hasStalePeer
        || (remote == socket.remote.ip.map(Self.words) && remotePort == socket.remote.port))
      && (socket.state == state || (socket.table == .udp && socket.state == nil))
      && (hasStaleQueues || Self.agrees(sendQueue, socket.sendQueue))
      && (hasStaleQueues || Self.agrees(receiveQueue, socket.receiveQueue)) && inode == socket.inode
      && (socket.userID.map { $0 == UInt32(truncatingIfNeeded: userID) } ?? true)
      && (socket.probes.map { $0 == UInt32(truncatingIfNeeded: probes) } ?? true)
      && (socket.retransmits.map { $0 == retransmits } ?? true)
      && (socket.timer.map { Self.agrees(ticks, UInt64($0.hundredths), limit: 400_000_000) } ?? true)
  }

  /// Old kernels print some negative numbers, which are read as 0.
  private static func agrees<Number: FixedWidthInteger>(
    _ printed: Number, _ read: Number, limit: Number = Number(Int32.max)
  ) -> Bool {
    printed == read || (read == 0 && printed > limit)
  }
}
