import SocketInspector

/// The socket table of a server with many connections, as a file in `/proc/net` and as a netlink response.
/// There may be a million rows, so they are generated without string formatting where that matters.
///
/// The first row is a listener; the others are inbound connections.
struct GeneratedTable {
  let table: SocketTable.ID
  let family: IPAddress.Family
  let count: Int

  static let heading = Array(
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n".utf8)

  /// The inode number of a row, which has eight digits.
  static func inode(_ row: Int) -> Int { 10_000_000 + row }

  /// The rows in the format of `/proc/net`, each with its newline.
  var text: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(count * 190)
    for row in 0..<count {
      let isServer = row == 0
      let start = text.count
      text += "\(row): ".utf8
      append(address: isServer ? 0 : 0x0100_000a, port: 20_000, to: &text)
      text.append(UInt8(ascii: " "))
      append(address: isServer ? 0 : 0x0200_000a + row / 20_000 << 24, port: port(row), to: &text)
      let state = table == .udp ? (isServer ? " 07" : " 01") : (isServer ? " 0A" : " 01")
      text += state.utf8
      text += " 00000000:00000000 00:00000000 00000000  1000        0 ".utf8
      text += "\(Self.inode(row))".utf8
      text += " 1 00000000abcdef01 ".utf8
      text += (table == .udp ? "0" : "20 4 30 10 -1").utf8
      if family == .ipv4 {
        let width = table == .udp ? 127 : 149
        text += repeatElement(UInt8(ascii: " "), count: max(0, width - (text.count - start)))
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// The ranges of the rows in ``text``, without their newlines.
  static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(start..<end)
      start = end + 1
    }
    return lines
  }

  /// The rows as parts of a netlink response, each at most 32 KiB long like those of the kernel.
  func response(sequence: UInt32) -> [[UInt8]] {
    let length = 16 + 72 + 8
    let rowsPerPart = 32_768 / length
    return stride(from: 0, to: count, by: rowsPerPart).map { first in
      var part: [UInt8] = []
      part.reserveCapacity(rowsPerPart * length)
      for row in first..<min(first + rowsPerPart, count) {
        part.append(native: UInt32(length))
        part.append(native: UInt16(20))  // SOCK_DIAG_BY_FAMILY
        part.append(native: UInt16(2))  // NLM_F_MULTI
        part.append(native: sequence)
        part.append(native: UInt32(0))
        append(message: row, to: &part)
      }
      return part
    }
  }

  /// Appends `struct inet_diag_msg` (`linux/inet_diag.h`) and one attribute.
  private func append(message row: Int, to part: inout [UInt8]) {
    let isServer = row == 0
    part += [family == .ipv4 ? 2 : 10, isServer ? 10 : 1, 0, 0]
    part.append(native: UInt16(20_000).bigEndian)
    part.append(native: UInt16(port(row)).bigEndian)
    for address in [0x0100_000a, 0x0200_000a + row / 20_000 << 24] {
      part.append(native: UInt32(isServer ? 0 : address))
      part += repeatElement(0, count: 12)
    }
    part += repeatElement(0, count: 4 + 8 + 4 + 4 + 4)  // interface, cookie, expires, queues
    part.append(native: UInt32(1000))
    part.append(native: UInt32(Self.inode(row)))
    part += [5, 0, 8, 0, 0, 0, 0, 0]  // INET_DIAG_SHUTDOWN
  }

  /// The remote port of a row.
  private func port(_ row: Int) -> Int { row == 0 ? 0 : 33_000 + row % 20_000 }

  private func append(address: Int, port: Int, to text: inout [UInt8]) {
    if family == .ipv6 { text += "0000000000000000FFFF0000".utf8 }
    text.append(hexadecimal: address, digits: 8)
    text.append(UInt8(ascii: ":"))
    text.append(hexadecimal: port, digits: 4)
  }
}

extension [UInt8] {
  fileprivate mutating func append(hexadecimal value: Int, digits: Int) {
    for place in (0..<digits).reversed() {
      let digit = UInt8(value >> (place * 4) & 0xf)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") - 10 + digit)
    }
  }

  fileprivate mutating func append(native value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
  }
}
