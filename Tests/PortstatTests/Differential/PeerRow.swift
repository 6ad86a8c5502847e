import Foundation

/// A row of ss, netstat or portstat, in comparable terms.
struct PeerRow: Hashable, CustomStringConvertible {
  var table: String
  var local: String
  var remote: String
  /// The kernel's name of the state; empty for UDP without a peer.
  var state: String
  var receiveQueue: Int
  var sendQueue: Int

  var description: String {
    "\(table) \(local) \(remote) \(state) \(receiveQueue) \(sendQueue)"
  }
}

/// A row of another program, with the owners that it shows.
struct PeerSocket: Hashable {
  var row: PeerRow
  /// `PID/FD` from ss, `PID` from netstat.
  var owners: Set<String> = []
  var inode: UInt64?
  var userID: UInt32?
}

extension PeerRow {
  /// The row as ss prints it: `*` for every wildcard.
  init(forSS socket: SocketRecord) {
    let wildcard = { (address: String) in ["0.0.0.0", "::"].contains(address) ? "*" : address }
    self.init(
      table: socket.protocol,
      local: "\(wildcard(socket.localAddress)):\(socket.localPort)",
      remote: socket.remoteAddress.map { "\(wildcard($0)):\(socket.remotePort ?? 0)" } ?? "*:0",
      state: socket.state ?? "", receiveQueue: Int(socket.receiveQueue),
      sendQueue: Int(socket.sendQueue))
  }

  /// The row as netstat prints it: IPv4-mapped addresses as IPv4, and the protocol `tcp6`.
  init(forNetstat socket: SocketRecord) {
    let text = { (address: String) in
      address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
    }
    let unset = socket.family == "ipv6" ? "::" : "0.0.0.0"
    self.init(
      table: socket.protocol + (socket.family == "ipv6" ? "6" : ""),
      local: "\(text(socket.localAddress)):\(socket.localPort)",
      remote: "\(text(socket.remoteAddress ?? unset)):\(socket.remotePort ?? 0)",
      state: socket.state ?? "", receiveQueue: Int(socket.receiveQueue),
      sendQueue: Int(socket.sendQueue))
  }
}

/// Parses the output of other programs.
enum PeerOutput {
  /// Parses `ss -H -tuanpO`. It does not escape names, so a row may have several lines. No name in
  /// the recordings starts a line with a protocol.
  static func ss(_ output: Data) -> [PeerSocket] {
    var lines: [String] = []
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("tcp ") || line.hasPrefix("udp ") {
        lines.append(String(line))
      } else if !lines.isEmpty {
        lines[lines.count - 1] += "\n\(line)"
      }
    }
    return lines.compactMap(ssLine)
  }

  private static func ssLine(_ line: String) -> PeerSocket? {
    let fields = line.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: true)
    guard fields.count >= 6, let received = Int(fields[2]), let sent = Int(fields[3]) else {
      return nil
    }
    let states = [
      "ESTAB": "ESTABLISHED", "UNCONN": "", "FIN-WAIT-1": "FIN_WAIT1", "FIN-WAIT-2": "FIN_WAIT2",
    ]
    let state = String(fields[1])
    let rest = fields.count > 6 ? fields[6] : ""
    // Only what follows the closing parenthesis: a name may contain `",pid=1,fd=9),(`, of which ss
    // prints the part before the parenthesis.
    let owners = rest.matches(of: /pid=([0-9]+),fd=([0-9]+)\)/).map { "\($0.1)/\($0.2)" }
    return PeerSocket(
      row: PeerRow(
        table: String(fields[0]), local: ssEndpoint(fields[4]), remote: ssEndpoint(fields[5]),
        state: states[state] ?? state.replacing("-", with: "_"),
        // Negative in tables of old kernels, where portstat prints 0.
        receiveQueue: max(received, 0), sendQueue: max(sent, 0)),
      owners: Set(owners))
  }

  /// Converts `*:80`, `[::1]:80` or `0.0.0.0:*`. Drops the interface of `[fe80::7]%eth0:80`, which
  /// is not in the tables.
  private static func ssEndpoint(_ text: Substring) -> String {
    let (address, port) = endpoint(text)
    let bare = address.hasPrefix("[") ? address.dropFirst().prefix { $0 != "]" } : address
    return (["0.0.0.0", "::", "*"].contains(bare) ? "*" : bare) + ":" + port
  }

  private static func endpoint(_ text: Substring) -> (address: Substring, port: Substring) {
    let colon = text.lastIndex(of: ":") ?? text.endIndex
    let port = text[colon...].dropFirst()
    return (text[..<colon], port == "*" ? "0" : port)
  }

  /// Parses `netstat -tuanpeW`.
  static func netstat(_ output: Data) -> [PeerSocket] {
    String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
      var fields = line.split(separator: " ", omittingEmptySubsequences: true)
      guard fields.count >= 8, line.hasPrefix("tcp") || line.hasPrefix("udp"),
        let received = UInt32(fields[1]), let sent = UInt32(fields[2])
      else { return nil }
      // UDP without a peer has an empty state, so the user follows.
      if Int64(fields[5]) != nil { fields.insert("", at: 5) }
      return netstatRow(fields, Int(received), Int(sent))
    }
  }

  private static func netstatRow(
    _ fields: [Substring], _ received: Int, _ sent: Int
  ) -> PeerSocket? {
    guard fields.count >= 9, let user = Int64(fields[6]) else { return nil }
    let ends = [fields[3], fields[4]].map { text in
      let (address, port) = endpoint(text)
      return "\(address):\(port)"
    }
    // Negative in tables of old kernels, where portstat prints 0.
    let queue = { (number: Int) in number > Int(Int32.max) ? 0 : number }
    let owner = fields[8].prefix { $0 != "/" }
    return PeerSocket(
      row: PeerRow(
        table: String(fields[0]), local: ends[0], remote: ends[1], state: String(fields[5]),
        receiveQueue: queue(received), sendQueue: queue(sent)),
      owners: owner == "-" ? [] : [String(owner)], inode: UInt64(fields[7]),
      userID: UInt32(truncatingIfNeeded: user))
  }

  /// Parses `lsof -F pfd`: the descriptors of Internet sockets as `PID/FD`, by inode.
  static func lsof(_ output: Data) -> [UInt64: Set<String>] {
    var found: [UInt64: Set<String>] = [:]
    var (process, descriptor) = ("", "")
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      switch line.first {
      case "p": process = String(line.dropFirst())
      case "f": descriptor = String(line.dropFirst())
      case "d":
        if let inode = UInt64(line.dropFirst()) {
          found[inode, default: []].insert("\(process)/\(descriptor)")
        }
      default: break
      }
    }
    return found
  }
}
