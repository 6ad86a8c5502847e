/// A condition on ports, as bytecode that the kernel runs for each socket of a dump:
/// `inet_diag_bc_run` in `net/ipv4/inet_diag.c`, `struct inet_diag_bc_op` in `linux/inet_diag.h`.
///
/// An operation consists of a code (1 byte), the distance to the next operation if it holds (1), and the
/// distance if it does not (2). A comparison is followed by its port, in the last two bytes of another
/// operation. A jump to the end of the program accepts the socket, a jump four bytes further rejects it.
struct InetDiagBytecode: Equatable {
  /// A range of ports of one end.
  struct Condition: Equatable {
    enum End {
      case local
      case remote
    }

    let end: End
    let ports: ClosedRange<UInt16>

    init(_ end: End, _ ports: ClosedRange<UInt16>) {
      self.end = end
      self.ports = ports
    }

    fileprivate var holdsAlways: Bool { ports == 0...UInt16.max }

    /// The comparisons with the first and the last port that are not always true.
    fileprivate var comparisons: [(code: UInt8, port: UInt16)] {
      // S_GE and S_LE, D_GE and D_LE
      let codes: (least: UInt8, most: UInt8) = end == .local ? (2, 3) : (4, 5)
      return (ports.lowerBound > 0 ? [(codes.least, ports.lowerBound)] : [])
        + (ports.upperBound < .max ? [(codes.most, ports.upperBound)] : [])
    }
  }

  /// In bytes. The kernel checks the whole program for each operation, and runs it for each socket.
  private static let longest = 4096
  private static let jump: UInt8 = 1
  private static let jumpLength = 4
  private static let comparisonLength = 8

  let bytes: [UInt8]

  /// - Parameter groups: Groups that are not empty; in each, at least one condition has to hold.
  /// - Returns: nil if every socket is accepted, and if the program would be too long.
  init?(_ groups: [[Condition]]) {
    let groups = groups.filter { group in !group.contains(where: \.holdsAlways) }
    let length = groups.reduce(0) { $0 + Self.length(of: $1) }
    guard length > 0, length <= Self.longest else { return nil }
    var bytes: [UInt8] = []
    for group in groups { Self.append(group, refusal: length + 4, to: &bytes) }
    self.bytes = bytes
  }

  private static func length(of condition: Condition) -> Int {
    condition.comparisons.count * comparisonLength
  }

  private static func length(of group: [Condition]) -> Int {
    group.reduce(0) { $0 + length(of: $1) } + max(group.count - 1, 0) * jumpLength
  }

  /// - Parameter refusal: The offset that rejects a socket.
  private static func append(_ group: [Condition], refusal: Int, to bytes: inout [UInt8]) {
    let end = bytes.count + length(of: group)
    for (index, condition) in group.enumerated() {
      let isLast = index == group.count - 1
      let next = bytes.count + length(of: condition) + jumpLength
      for (code, port) in condition.comparisons {
        let distance = (isLast ? refusal : next) - bytes.count
        bytes += [code, UInt8(comparisonLength)]
        bytes.append(native: UInt16(distance))
        bytes += [0, 0]
        bytes.append(native: port)
      }
      if !isLast { appendJump(to: end, &bytes) }
    }
  }

  private static func appendJump(to target: Int, _ bytes: inout [UInt8]) {
    let distance = target - bytes.count
    bytes += [jump, UInt8(jumpLength)]
    bytes.append(native: UInt16(distance))
  }
}
