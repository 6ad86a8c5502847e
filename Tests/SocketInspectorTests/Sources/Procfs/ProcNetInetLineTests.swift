import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct ProcNetInetLineTests {
  /// A value of a row would be wrong.
  @Test(arguments: SampleRow.all)
  func everyValueOfALineIsRead(sample: SampleRow) throws {
    #expect(try parse(sample.line, sample.format) == sample.socket)
  }

  /// On s390x, addresses would be reversed.
  @Test(arguments: [
    (
      IPAddress.Family.ipv4, "7F000001:0050 0A000007:C000", endpoint("127.0.0.1", 80),
      endpoint("10.0.0.7", 49152)
    ),
    (
      .ipv6, "20010DB8000000000000000000000001:0050 000000000000000000000000FFFF0A00:0001",
      endpoint("2001:db8::1", 80), endpoint("::ffff:a00", 1)
    ),
  ])
  func addressesOfABigEndianMachineAreRight(
    family: IPAddress.Family, ends: String, local: SocketAddress, remote: SocketAddress
  ) throws {
    let format = ProcNetInetLine(table: .tcp, family: family, isLittleEndian: false)
    let socket = try parse(Self.row(ends: ends), format)
    #expect(socket.local == local)
    #expect(socket.remote == remote)
  }

  /// The addresses of this machine would be reversed.
  @Test func theByteOrderIsThatOfThisMachine() throws {
    let text = KernelRow.listener("1.2.3.4:80", inode: 1).tcpText(number: 0)
    let socket = try parse(text, ProcNetInetLine(table: .tcp, family: .ipv4))
    #expect(socket.local == endpoint("1.2.3.4", 80))
  }

  /// A state would be shown under the name of another.
  @Test(arguments: [
    ("01", "ESTABLISHED"), ("02", "SYN_SENT"), ("03", "SYN_RECV"), ("04", "FIN_WAIT1"),
    ("05", "FIN_WAIT2"), ("06", "TIME_WAIT"), ("07", "CLOSE"), ("08", "CLOSE_WAIT"),
    ("09", "LAST_ACK"), ("0A", "LISTEN"), ("0B", "CLOSING"), ("0C", "SYN_RECV"), ("0D", "13"),
    ("00", "0"), ("FF", "255"), ("A", "LISTEN"),
  ])
  func everyStateHasItsLinuxName(number: String, label: String) throws {
    #expect(try parse(Self.row(state: number)).state?.label == label)
  }

  /// An unconnected UDP socket would be shown with a state: the kernel uses the number of CLOSE.
  @Test(
    arguments: [("07", nil), ("01", .established), ("0E", .unknown(14))] as [(String, SocketState?)]
  )
  func udpHasAStateOnlyWithAPeer(number: String, state: SocketState?) throws {
    let socket = try parse(
      Self.row(state: number), ProcNetInetLine(table: .udp, family: .ipv4, isLittleEndian: true)
    )
    #expect(socket.state == state)
  }

  /// A UDP socket that was disconnected would be shown with its former peer, and a TCP socket that is only
  /// bound with that of an earlier connection and with megabytes in its queues: the kernel leaves them there.
  @Test(
    arguments: [
      (.udp, "07", 41, false, true), (.udp, "01", 41, true, true), (.tcp, "07", 41, false, false),
      (.tcp, "07", 0, true, true), (.tcp, "08", 41, true, true), (.tcp, "0A", 41, true, true),
    ] as [(SocketTable.ID, String, UInt64, Bool, Bool)])
  func staleValuesOfTheKernelAreNotShown(
    table: SocketTable.ID, state: String, inode: UInt64, hasPeer: Bool, hasQueues: Bool
  ) throws {
    let line = Self.row(
      ends: "0700000A:1389 2A00000A:2328", state: state, queues: "00011170:00000009",
      inode: "\(inode)")
    let socket = try parse(
      line, ProcNetInetLine(table: table, family: .ipv4, isLittleEndian: true))
    #expect(socket.local == endpoint("10.0.0.7", 5001))
    #expect(socket.remote == (hasPeer ? endpoint("10.0.0.42", 9000) : endpoint("0.0.0.0", 0)))
    #expect(socket.sendQueue == (hasQueues ? 70_000 : 0))
    #expect(socket.receiveQueue == (hasQueues ? 9 : 0))
    #expect(socket.isListening == (table == .udp ? state == "07" : state == "0A"))
  }

  /// The second of two rows on one line would disappear without a note, even if a program removed the blanks
  /// between their columns.
  @Test func aSecondRowOnTheLineIsMalformed() throws {
    let row = Self.row(state: "0A", inode: "5")
    for tail in ["", " 100 0 0 10 0", " 20 4 30 10 -1" + String(repeating: " ", count: 80)] {
      #expect(try parse(row + tail).inode == 5)
      for other in [Self.row(inode: "6"), Self.row(inode: "6").trimmingCharacters(in: [" "])] {
        let error = #expect(throws: ParseError.self) { try parse(row + tail + " " + other) }
        #expect(error?.field == .lineEnd)
      }
    }
  }

  /// A table whose leading blanks were trimmed would lose its rows.
  @Test func aRowNeedsNoLeadingBlanks() throws {
    let row = Self.row(state: "0A", inode: "11").trimmingCharacters(in: [" "])
    #expect(row.hasPrefix("0:"))
    #expect(try parse(row).inode == 11)
  }

  /// A timer would be shown under the wrong name, or an expired one with hours left.
  @Test(
    arguments: [
      ("01", "00:00000000", 5, nil),
      ("01", "01:00000014", 5, SocketTimer(kind: .retransmit, hundredths: 20)),
      ("01", "02:00083C0A", 5, SocketTimer(kind: .keepalive, hundredths: 539_658)),
      ("05", "02:00000FA0", 5, SocketTimer(kind: .keepalive, hundredths: 4000)),
      ("05", "02:00000FA0", 0, SocketTimer(kind: .finTimeout, hundredths: 4000)),
      ("04", "02:00000FA0", 0, SocketTimer(kind: .keepalive, hundredths: 4000)),
      ("06", "03:00001770", 0, SocketTimer(kind: .timeWait, hundredths: 6000)),
      ("01", "04:0000002A", 5, SocketTimer(kind: .zeroWindowProbe, hundredths: 42)),
      ("01", "05:0000002A", 5, SocketTimer(kind: .unknown(5), hundredths: 42)),
      ("01", "FF:0000002A", 5, SocketTimer(kind: .unknown(255), hundredths: 42)),
      ("01", "02:17D78400", 5, SocketTimer(kind: .keepalive, hundredths: 400_000_000)),
      ("01", "02:19999999", 5, SocketTimer(kind: .keepalive, hundredths: 0)),
      ("01", "01:80000000", 5, SocketTimer(kind: .retransmit, hundredths: 0)),
      ("01", "01:FFFFFFF6", 5, SocketTimer(kind: .retransmit, hundredths: 0)),
      ("01", "01:FFFFFFFFFFFFFFF6", 5, SocketTimer(kind: .retransmit, hundredths: 0)),
      ("01", "01:19999999999999", 5, SocketTimer(kind: .retransmit, hundredths: 0)),
    ] as [(String, String, UInt64, SocketTimer?)])
  func timersAreNamedAndExpiredOnesHaveNoTimeLeft(
    state: String, timer: String, inode: UInt64, expected: SocketTimer?
  ) throws {
    #expect(try parse(Self.row(state: state, timer: timer, inode: "\(inode)")).timer == expected)
  }

  /// The queues would be swapped, or a queue that an old kernel prints as negative would be shown
  /// as 4 GiB.
  @Test(
    arguments: [
      ("00000010:00000020", 0x10, 0x20), ("7FFFFFFF:FFFFFFFF", 0x7fff_ffff, 0),
      ("80000000:00000001", 0, 1), ("1:2", 1, 2),
    ] as [(String, UInt32, UInt32)])
  func queuesAreSendThenReceive(queues: String, send: UInt32, receive: UInt32) throws {
    let socket = try parse(Self.row(queues: queues))
    #expect(socket.sendQueue == send)
    #expect(socket.receiveQueue == receive)
  }

  /// A socket would be shown as one of root although the kernel does not report its user.
  @Test(
    arguments: [
      // With a descriptor: always.
      ("01", "00:00000000", 7, "0", false, 0), ("01", "00:00000000", 7, "1000", false, 1000),
      ("05", "02:00000010", 7, "1000", false, 1000),
      // Closed or not accepted yet: 0 is not a user before Linux 6.17.
      ("01", "00:00000000", 0, "0", false, nil), ("01", "00:00000000", 0, "0", true, 0),
      ("04", "01:00000014", 0, "0", false, nil), ("04", "01:00000014", 0, "0", true, 0),
      ("01", "00:00000000", 0, "1000", false, 1000), ("09", "01:00000014", 0, "33", true, 33),
      // A handshake has the user of its listener.
      ("03", "01:00000064", 0, "0", false, 0), ("03", "01:00000064", 0, "33", false, 33),
      // TIME_WAIT entries: never.
      ("06", "03:00001770", 0, "0", false, nil), ("06", "03:00001770", 0, "0", true, nil),
      ("05", "03:00001770", 0, "0", true, nil), ("06", "03:00001770", 0, "1000", true, nil),
      // Printed as negative by old kernels.
      ("01", "00:00000000", 7, "-2", false, 4_294_967_294),
    ] as [(String, String, UInt64, String, Bool, UInt32?)])
  func theUserIsShownOnlyIfTheKernelReportsIt(
    state: String, timer: String, inode: UInt64, userID: String, always: Bool, expected: UInt32?
  ) throws {
    let format = ProcNetInetLine(
      table: .tcp, family: .ipv4, isLittleEndian: true, kernelReportsOrphanUID: always)
    let line = Self.row(state: state, timer: timer, userID: userID, inode: "\(inode)")
    #expect(try parse(line, format).userID == expected)
  }

  /// The rows of a busy machine, whose numbers are wider than their columns, would be lost.
  @Test func widenedColumnsAreRead() throws {
    let line =
      "123456789: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000 4294967294 "
      + "1234567890 18446744073709551615 100000 ffff8800deadbeef 100 0 0 10 0 new columns"
    let socket = try parse(line)
    #expect(socket.userID == 4_294_967_294)
    #expect(socket.probes == 1_234_567_890)
    #expect(socket.inode == .max)
  }

  /// A truncated or missing number would be shown as the number of dropped datagrams.
  @Test(
    arguments: [
      (" 0", true, 0), (" 181   ", true, 181), (" 4294967295", true, .max), (" -1", true, .max),
      ("", true, nil), ("      ", true, nil), (" 18", false, nil), (" 18 ", false, 18),
      (" 7 9", true, 7),
    ] as [(String, Bool, UInt32?)])
  func dropsAreReadIfTheyAreComplete(text: String, terminated: Bool, expected: UInt32?) throws {
    let format = ProcNetInetLine(table: .udp, family: .ipv4, isLittleEndian: true)
    let line = Self.row(state: "07") + text
    #expect(try parse(line, format, terminated: terminated).drops == expected)
  }

  /// A line that is not a row would be shown as a socket, or the error would name the wrong field
  /// or column.
  @Test(
    arguments: [
      ("", .number, 1), ("    ", .number, 5), ("sl local_address", .number, 1),
      ("   0 0100007F:0050", .number, 5), ("   0: ", .localAddress, 7),
      ("   0: 100007F:0050 ", .localAddress, 14), ("   0: 0100007F 0050", .localAddress, 15),
      ("   0: 0100007F:050 ", .localPort, 19), ("   0: 0100007F:00501 ", .localPort, 20),
      ("   0: 0100007F:0050 G100007F", .remoteAddress, 21),
      ("   0: 0100007F:0050 0100007F:0050x", .remotePort, 34),
      ("   0: 0100007F:0050 0100007F:0050 G", .state, 35),
      ("   0: 0100007F:0050 0100007F:0050 001", .state, 37),
      ("   0: 0100007F:0050 0100007F:0050 01 0", .queues, 39),
      ("   0: 0100007F:0050 0100007F:0050 01 0:", .queues, 40),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:", .timer, 44),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0", .retransmits, 45),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0 0 4294967296 0 0 1 p", .userID, 58),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0 0 0 x", .probes, 50),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0 0 0 0 1x 1 p", .inode, 53),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0 0 0 0 1", .columns, 53),
      ("   0: 0100007F:0050 0100007F:0050 01 0:0 0:0 0 0 0 1 1", .columns, 55),
    ] as [(String, ParseError.Field, Int)])
  func aMalformedLineIsRejected(line: String, field: ParseError.Field, column: Int) {
    #expect(throws: ParseError(field: field, column: column)) { try parse(line) }
  }

  /// The inode of another socket would be shown: a missing number after a colon would be read from
  /// the next column, and shift all that follow.
  @Test(arguments: [
    Self.row(queues: "00000000: 00000000"), Self.row(timer: "00: 00000000"),
    "   0: 0100007F:0050 00000000:0000 0A 0:0 00: 00000000   101        0 1735 2 00000000f2b3d4c5 1",
  ])
  func aPairWithABlankAfterItsColonIsRejected(line: String) {
    #expect(throws: ParseError.self) { try parse(line) }
  }

  /// IPv4 rows in the IPv6 table, or the other way round, would be shown with wrong addresses.
  @Test func anAddressOfTheOtherFamilyIsRejected() throws {
    for sample in SampleRow.all {
      let family: IPAddress.Family = sample.family == .ipv4 ? .ipv6 : .ipv4
      let format = ProcNetInetLine(
        table: sample.socket.table, family: family, isLittleEndian: true)
      #expect(throws: ParseError.self) { try parse(sample.line, format) }
    }
  }

  /// A truncated row would be shown with truncated values.
  @Test(arguments: SampleRow.all)
  func aTruncatedLineIsRejectedOrGivesTheSameSocket(sample: SampleRow) throws {
    let bytes = Array(sample.line.utf8)
    var accepted = 0
    for count in 0..<bytes.count {
      let line = String(decoding: bytes[..<count], as: UTF8.self)
      guard var socket = try? parse(line, sample.format, terminated: false) else { continue }
      accepted += 1
      if socket.drops == nil { socket.drops = sample.socket.drops }
      #expect(socket == sample.socket, "cut at \(count)")
    }
    #expect(accepted > 0)
    #expect(accepted < 100)
  }

  /// Hostile bytes in a recording would crash the program, or be shown as other values.
  @Test(arguments: SampleRow.all)
  func aDamagedLineIsRejectedOrReadAsItIs(sample: SampleRow) throws {
    var generator = SeededGenerator(seed: 2026)
    let original = Array(sample.line.utf8)
    var accepted = 0
    var rejected = 0
    for _ in 0..<1_000 {
      var line = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) { mutate(&line, &generator) }
      let text = String(decoding: line, as: UTF8.self)
      do throws(ParseError) {
        let socket = try sample.format.parse(line.span, isTerminated: true)
        accepted += 1
        let agrees = ReferenceRow(text).map { $0.agrees(with: socket) }
        #expect(agrees == true, "\(text)")
      } catch {
        rejected += 1
        #expect((1...line.count + 1).contains(error.column), "\(text)")
      }
    }
    #expect(accepted > 50)
    #expect(rejected > 50)
  }

  private func mutate(_ line: inout [UInt8], _ generator: inout SeededGenerator) {
    guard !line.isEmpty else { return line.append(.random(in: 0...255, using: &generator)) }
    let index = Int.random(in: 0..<line.count, using: &generator)
    let length = Int.random(in: 1...8, using: &generator)
    let piece = index..<min(index + length, line.count)
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: line[index] = .random(in: 0...255, using: &generator)
    case 1: line[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
    case 2: line.removeSubrange(piece)
    case 3: line.insert(contentsOf: line[piece], at: index)
    case 4: line.removeSubrange(index...)
    case 5:
      let other = Array("0123456789ABCDEFabcdef:- +x\t\n\0".utf8)
      line[index] = other.randomElement(using: &generator) ?? 0
    default:
      let end = Int.random(in: 0..<line.count, using: &generator)
      line.swapAt(index, end)
    }
  }

  private func parse(
    _ line: String,
    _ format: ProcNetInetLine = ProcNetInetLine(
      table: .tcp, family: .ipv4, isLittleEndian: true),
    terminated: Bool = true
  ) throws(ParseError) -> SocketEntry {
    let bytes = Array(line.utf8)
    return try format.parse(bytes.span, isTerminated: terminated)
  }

  /// A line with the given fields.
  private static func row(
    ends: String = "0100007F:0050 0200007F:C000", state: String = "01",
    queues: String = "00000000:00000000", timer: String = "00:00000000", userID: String = "0",
    inode: String = "7"
  ) -> String {
    "   0: \(ends) \(state) \(queues) \(timer) 00000000 \(userID) 0 \(inode) 1 00000000cdb64c33"
  }
}
