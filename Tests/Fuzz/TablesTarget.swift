import Foundation
import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// Tables in `/proc/net`, which are split into lines, one for each row.
  ///
  /// The bits `..SSSUFT` of the first byte are the size of the buffer (S), whether the kernel reports the UID
  /// of orphaned sockets (U), the address family (F) and the table (T).
  static let tables = FuzzTarget(name: "tables") { input in
    guard let head = input.first else { return }
    let table = Array(input.dropFirst())
    let format = ProcNetInetLine(
      table: head & 1 == 0 ? .tcp : .udp, family: head & 2 == 0 ? .ipv4 : .ipv6,
      isLittleEndian: true, kernelReportsOrphanUID: head & 4 != 0)
    let size = 16 << Int(head >> 3 & 7)
    let lines = readLines(table, bufferSize: size)
    require(lines, is: naiveLines(table, longest: size), "lines")
    for line in lines { checkLine(line.bytes, isTerminated: line.isTerminated, format) }
  } seeds: {
    let tables = ["tcp", "udp", "tcp6", "udp6"]
    return try Fixtures.tableLines().flatMap { table, line in
      // One buffer is larger than every line, the other one is too small for every row.
      let head = UInt8(tables.firstIndex(of: table) ?? 0)
      return [0x38, 0x3c, 0x10].map { [head | $0] + line + [UInt8(ascii: "\n")] }
    }
  }

  private static let file = NamelessFile()

  private struct Line: Equatable {
    let bytes: [UInt8]
    let isTerminated: Bool
  }

  private static func readLines(_ table: [UInt8], bufferSize: Int) -> [Line] {
    file.write(table)
    var lines: [Line] = []
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    do {
      var reader = LineReader(try FileDescriptor(file.path, in: AT_FDCWD, path: "table"))
      try reader.forEachLine(buffer: &buffer) { line, isTerminated, _ in
        lines.append(
          Line(bytes: line.indices.map { line[$0] }, isTerminated: isTerminated))
        return true
      }
    } catch {
      require(false, "\(error)")
    }
    return lines
  }

  private static func naiveLines(_ table: [UInt8], longest: Int) -> [Line] {
    // CR LF and CR alone end a line as LF does.
    var ends = table.indices.map {
      table[$0] == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : table[$0]
    }
    for index in table.indices.dropFirst().reversed()
    where table[index] == UInt8(ascii: "\n") && table[index - 1] == UInt8(ascii: "\r") {
      ends.remove(at: index)
    }
    let parts = ends.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return parts.enumerated().compactMap { number, part in
      if part.count >= longest {
        return Line(bytes: Array(part.prefix(longest)), isTerminated: false)
      }
      let isLast = number == parts.count - 1
      return isLast && part.isEmpty ? nil : Line(bytes: Array(part), isTerminated: !isLast)
    }
  }

  /// Checks that a line is either rejected with a column within it, or parsed to the values that it contains,
  /// and that the line that the kernel would print for these values parses to the same values.
  private static func checkLine(_ line: [UInt8], isTerminated: Bool, _ format: ProcNetInetLine) {
    do throws(ParseError) {
      let socket = try format.parse(line.span, isTerminated: isTerminated)
      let row = ReferenceRow(line[...].text)
      require(row.map { $0.agrees(with: socket) } ?? false, "\(socket) of \(row as Any)")
      if let drops = socket.drops {
        require(row?.drops.map(UInt32.init(truncatingIfNeeded:)), is: drops, "drops")
      }
      let printed = Array(KernelRow(socket).text(socket.table).utf8)
      var again = try format.parse(printed.span, isTerminated: true)
      // Rows of old kernels have no drops; the printed one does.
      if socket.drops == nil { again.drops = nil }
      require(again, is: socket, "printed again")
    } catch {
      require((1...line.count + 1).contains(error.column), "\(error)")
    }
  }
}

extension KernelRow {
  fileprivate init(_ socket: SocketEntry) {
    self.init(
      socket.local.description, socket.remote.description,
      state: Self.number(of: socket.state), userID: socket.userID ?? 0, inode: socket.inode)
    sendQueue = socket.sendQueue
    receiveQueue = socket.receiveQueue
    (timer, timeLeft) = (Self.number(of: socket.timer?.kind), socket.timer?.hundredths ?? 0)
    retransmits = socket.retransmits ?? 0
    probes = socket.probes ?? 0
    drops = socket.drops ?? 0
  }

  fileprivate func text(_ table: SocketTable.ID) -> String {
    table == .tcp ? tcpText(number: 7) : udpText(number: 7)
  }

  private static func number(of state: SocketState?) -> UInt8 {
    if case .unknown(let number) = state { return number }
    return SocketState.named.firstIndex { $0 == state }.map { UInt8($0 + 1) } ?? 7
  }

  private static func number(of timer: SocketTimer.Kind?) -> UInt8 {
    switch timer {
    case nil: 0
    case .retransmit: 1
    case .keepalive, .finTimeout: 2
    case .timeWait: 3
    case .zeroWindowProbe: 4
    case .unknown(let number): number
    }
  }
}

/// An unlinked temporary file, for parsers that read from a file.
private final class NamelessFile: Sendable {
  private let descriptor: Int32

  init() {
    var path = Array("\(NSTemporaryDirectory())/portstat-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    require(descriptor >= 0 && unlink(path) == 0, "mkstemp: \(errno)")
  }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func write(_ bytes: [UInt8]) {
    let isWritten =
      ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
    require(isWritten, "pwrite: \(errno)")
  }
}
