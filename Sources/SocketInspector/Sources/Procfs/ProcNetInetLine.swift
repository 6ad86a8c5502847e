/// Parses a line of `/proc/net/tcp`, `tcp6`, `udp` or `udp6`: `tcp4_seq_show`, `tcp6_seq_show`,
/// `udp4_seq_show`, `udp6_seq_show` and their helpers in the kernel's `net/ipv4` and `net/ipv6`.
///
///     sl: local:port remote:port st tx:rx tr:when retrnsmt uid timeout inode ref pointer …
///
/// TCP has five more columns for a full socket and none for a TIME_WAIT or SYN_RECV entry; UDP has
/// `drops` since Linux 2.6.27. Columns are separated by blanks and have no fixed position.
package struct ProcNetInetLine: ProcNetLine {
  let table: SocketTable.ID
  let family: IPAddress.Family
  /// Whether the machine that wrote the table is little-endian: the kernel prints each 32-bit word of an
  /// address as a native number.
  var isLittleEndian = UInt16(littleEndian: 1) == 1
  /// Whether the kernel reports the user of a socket that its process has closed or not accepted yet:
  /// since Linux 6.17. Before, it reports 0.
  var kernelReportsOrphanUID = true

  /// The minimum length of a row, in bytes. If at least as many follow the pointer, the line may contain a
  /// second row. With the shortest numbers, a row has 82.
  private static let shortestSecondRow = 64

  /// Parses a line without its newline.
  ///
  /// - Parameter isTerminated: Whether a newline followed. Without one, the last number may be
  ///   truncated, so a drops column that ends there is ignored.
  /// - Throws: ``ParseError`` for a malformed line.
  package func parse(_ line: Span<UInt8>, isTerminated: Bool) throws(ParseError) -> SocketEntry {
    var position = 0
    line.skipBlanks(&position)
    try expect(line.decimal(&position), .number, position)
    try require(line.skip(UInt8(ascii: ":"), &position), .number, position)
    let local = try endpoint(line, &position, .localAddress, .localPort)
    let remote = try endpoint(line, &position, .remoteAddress, .remotePort)
    let state = UInt8(truncatingIfNeeded: try hexadecimal(line, 1...2, &position, .state))
    let (sendQueue, receiveQueue) = try pair(line, 1...8, 1...8, &position, .queues)
    let (timer, ticks) = try pair(line, 1...2, 1...16, &position, .timer)
    let retransmits = try hexadecimal(line, 1...8, &position, .retransmits)
    let userID = try decimal32(line, &position, .userID)
    let probes = try decimal32(line, &position, .probes)
    line.skipBlanks(&position)
    let inode = try expect(line.decimal(&position), .inode, position)
    try require(line.endsField(position), .inode, position)
    for _ in ["ref", "pointer"] { try require(line.skipField(&position), .columns, position) }
    if line.count - position >= Self.shortestSecondRow { try requireSingleRow(line, position) }

    var socket = SocketEntry(
      table: table, local: local, remote: remote, state: nil,
      receiveQueue: clamped(receiveQueue), sendQueue: clamped(sendQueue), inode: inode)
    socket.state = table.facts.state(number: state)
    if table.facts.isConnectionOriented {
      socket.timer = SocketTimer(
        number: UInt8(truncatingIfNeeded: timer), hundredths: timeLeft(ticks),
        isOrphanedFinWait2: inode == 0 && socket.state == .finWait2)
      socket.retransmits = UInt32(truncatingIfNeeded: retransmits)
      socket.probes = probes
    } else {
      socket.drops = try drops(line, &position, isTerminated: isTerminated)
    }
    socket.clearStaleValues()
    if socket.hasMeaningfulUserID(userID, always: kernelReportsOrphanUID) { socket.userID = userID }
    return socket
  }

  /// Colons, which no heading has, mean that rows follow on the same line: line ends are missing.
  func headingError(_ line: Span<UInt8>) -> ParseError? {
    if !line.isInetHeading { return ParseError(field: .heading, column: 1) }
    for index in line.indices where line[index] == UInt8(ascii: ":") {
      return ParseError(field: .lineEnd, column: index + 1)
    }
    return nil
  }

  /// `0100007F:0050`, or four such words and a port.
  private func endpoint(
    _ line: Span<UInt8>, _ position: inout Int, _ address: ParseError.Field,
    _ port: ParseError.Field
  ) throws(ParseError) -> SocketAddress {
    line.skipBlanks(&position)
    let first = try word(line, &position, address)
    var result = IPAddress(ipv4: UInt32(truncatingIfNeeded: first))
    if family == .ipv6 {
      let second = try word(line, &position, address)
      let third = try word(line, &position, address)
      let fourth = try word(line, &position, address)
      result = IPAddress(ipv6: first << 32 | second, third << 32 | fourth)
    }
    try require(line.skip(UInt8(ascii: ":"), &position), address, position)
    let number = try expect(line.hexadecimal(digits: 4...4, &position), port, position)
    try require(line.endsField(position), port, position)
    return SocketAddress.ip(result, port: UInt16(truncatingIfNeeded: number))
  }

  /// One 32-bit word of an address, in network byte order.
  private func word(
    _ line: Span<UInt8>, _ position: inout Int, _ field: ParseError.Field
  ) throws(ParseError) -> UInt64 {
    let value = try expect(line.hexadecimal(digits: 8...8, &position), field, position)
    let word = UInt32(truncatingIfNeeded: value)
    return UInt64(isLittleEndian ? word.byteSwapped : word)
  }

  private func hexadecimal(
    _ line: Span<UInt8>, _ digits: ClosedRange<Int>, _ position: inout Int,
    _ field: ParseError.Field
  ) throws(ParseError) -> UInt64 {
    line.skipBlanks(&position)
    let value = try expect(line.hexadecimal(digits: digits, &position), field, position)
    try require(line.endsField(position), field, position)
    return value
  }

  /// Two hexadecimal numbers separated by a colon.
  private func pair(
    _ line: Span<UInt8>, _ first: ClosedRange<Int>, _ second: ClosedRange<Int>,
    _ position: inout Int, _ field: ParseError.Field
  ) throws(ParseError) -> (UInt64, UInt64) {
    line.skipBlanks(&position)
    let left = try expect(line.hexadecimal(digits: first, &position), field, position)
    try require(line.skip(UInt8(ascii: ":"), &position), field, position)
    let right = try expect(line.hexadecimal(digits: second, &position), field, position)
    try require(line.endsField(position), field, position)
    return (left, right)
  }

  private func decimal32(
    _ line: Span<UInt8>, _ position: inout Int, _ field: ParseError.Field
  ) throws(ParseError) -> UInt32 {
    line.skipBlanks(&position)
    let value = try expect(line.decimal32(&position), field, position)
    try require(line.endsField(position), field, position)
    return value
  }

  /// The last column of UDP.
  private func drops(
    _ line: Span<UInt8>, _ position: inout Int, isTerminated: Bool
  ) throws(ParseError) -> UInt32? {
    line.skipBlanks(&position)
    guard position < line.count else { return nil }
    let drops = try expect(line.decimal32(&position), .columns, position)
    try require(line.endsField(position), .columns, position)
    return isTerminated || position < line.count ? drops : nil
  }

  /// A row has no colon after its pointer.
  @inline(never)
  private func requireSingleRow(_ line: Span<UInt8>, _ start: Int) throws(ParseError) {
    for index in start..<line.count where line[index] == UInt8(ascii: ":") {
      throw ParseError(field: .lineEnd, column: index + 1)
    }
  }

  /// The time left of a timer. Kernels before 4.19 print an expired timer as a negative number, which on
  /// 32 bits, converted from ticks to hundredths, is at least 2^32 / 10.
  private func timeLeft(_ ticks: UInt64) -> UInt32 {
    ticks > 400_000_000 ? 0 : UInt32(truncatingIfNeeded: ticks)
  }

  /// A number that is signed in the kernel: old kernels print a queue that is just being emptied as
  /// negative.
  private func clamped(_ value: UInt64) -> UInt32 {
    value > UInt64(Int32.max) ? 0 : UInt32(truncatingIfNeeded: value)
  }

  @discardableResult
  private func expect<Value>(
    _ value: Value?, _ field: ParseError.Field, _ position: Int
  ) throws(ParseError) -> Value {
    guard let value else { throw ParseError(field: field, column: position + 1) }
    return value
  }

  private func require(
    _ isTrue: Bool, _ field: ParseError.Field, _ position: Int
  ) throws(ParseError) {
    if !isTrue { throw ParseError(field: field, column: position + 1) }
  }
}

extension ProcNetInetLine {
  /// For lines in native byte order.
  package init(_ table: SocketTable.ID, _ family: IPAddress.Family) {
    self.init(table: table, family: family)
  }
}

extension Span<UInt8> {
  /// Whether a line begins as the heading does: `  sl  local_address …`.
  fileprivate var isInetHeading: Bool {
    var position = 0
    skipBlanks(&position)
    return skip(UInt8(ascii: "s"), &position) && skip(UInt8(ascii: "l"), &position)
      && endsField(position)
  }
}

extension SocketEntry {
  /// Whether the UID that the kernel printed is meaningful: never in TIME_WAIT; for a handshake, it is the
  /// listener's.
  func hasMeaningfulUserID(_ userID: UInt32, always: Bool) -> Bool {
    if isTimeWaitEntry { return false }
    return inode != 0 || userID != 0 || state == .synReceived || always
  }
}
