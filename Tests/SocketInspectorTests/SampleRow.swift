import Testing

@testable import SocketInspector

/// A line as a little-endian kernel prints it, and the socket that it describes.
struct SampleRow: Sendable, CustomTestStringConvertible {
  let name: String
  let family: IPAddress.Family
  let line: String
  let socket: SocketEntry

  var testDescription: String { name }

  init(_ name: String, _ family: IPAddress.Family, _ line: String, _ socket: SocketEntry) {
    self.name = name
    self.family = family
    self.line = line
    self.socket = socket
  }

  var format: ProcNetInetLine {
    ProcNetInetLine(table: socket.table, family: family, isLittleEndian: true)
  }

  static let all: [SampleRow] = [
    SampleRow(
      "listener with three connections in its accept queue", .ipv4,
      "   0: 0100007F:4E6D 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 "
        + "46910 1 00000000cdb64c33 100 0 0 10 0                      ",
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 20077), remote: endpoint("0.0.0.0", 0),
        state: .listen, receiveQueue: 3, retransmits: 0, probes: 0, userID: 0, inode: 46910)),
    SampleRow(
      "connection with keepalive", .ipv4,
      "  12: 0700000A:C93A 22D8B85D:01BB 01 00000010:00000020 02:00001BD0 00000001  1000        2 "
        + "48213 2 00000000e3d1a2b4 20 4 30 10 -1                     ",
      SocketEntry(
        table: .tcp, local: endpoint("10.0.0.7", 51514), remote: endpoint("93.184.216.34", 443),
        state: .established, receiveQueue: 0x20, sendQueue: 0x10,
        timer: SocketTimer(kind: .keepalive, hundredths: 7120), retransmits: 1, probes: 2,
        userID: 1000, inode: 48213)),
    SampleRow(
      "TIME_WAIT, 12 columns", .ipv4,
      "   5: 0100007F:1F90 0100007F:C350 06 00000000:00000000 03:00000EA6 00000000     0        0 "
        + "0 3 00000000e3d1a2b4                                       ",
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 8080), remote: endpoint("127.0.0.1", 50000),
        state: .timeWait, timer: SocketTimer(kind: .timeWait, hundredths: 3750), retransmits: 0,
        probes: 0, inode: 0)),
    SampleRow(
      "FIN_WAIT2 as a TIME_WAIT entry, 12 columns", .ipv4,
      "   6: 0100007F:1F90 0100007F:C351 05 00000000:00000000 03:00001770 00000000     0        0 "
        + "0 3 0000000000000000                                       ",
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 8080), remote: endpoint("127.0.0.1", 50001),
        state: .finWait2, timer: SocketTimer(kind: .timeWait, hundredths: 6000), retransmits: 0,
        probes: 0, inode: 0)),
    SampleRow(
      "handshake with the user of its listener, 12 columns", .ipv4,
      "   7: 0100007F:1F90 0100007F:C352 03 00000000:00000000 01:00000064 00000002    33        0 "
        + "0 0 0000000000000000                                       ",
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 8080), remote: endpoint("127.0.0.1", 50002),
        state: .synReceived, timer: SocketTimer(kind: .retransmit, hundredths: 100),
        retransmits: 2, probes: 0, userID: 33, inode: 0)),
    SampleRow(
      "orphaned FIN_WAIT1 that probes a zero window", .ipv4,
      "  40: 0100007F:9C40 0100007F:1F90 04 00013881:00000000 04:0000002A 00000000     0        5 "
        + "0 1 00000000e3d1a2b4 26 4 30 10 -1                         ",
      SocketEntry(
        table: .tcp, local: endpoint("127.0.0.1", 40000), remote: endpoint("127.0.0.1", 8080),
        state: .finWait1, sendQueue: 80001,
        timer: SocketTimer(kind: .zeroWindowProbe, hundredths: 42), retransmits: 0, probes: 5,
        userID: 0, inode: 0)),
    SampleRow(
      "IPv6 listener", .ipv6,
      "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A "
        + "00000000:00000000 00:00000000 00000000  1001        0 29341 1 0000000029c64ba1 100 0 0 10 "
        + "0",
      SocketEntry(
        table: .tcp, local: endpoint("::", 8080), remote: endpoint("::", 0), state: .listen,
        retransmits: 0, probes: 0, userID: 1001, inode: 29341)),
    SampleRow(
      "IPv6 connection", .ipv6,
      "  21: B80D01200000000000000000EFCD3412:D2F0 B80D0120010000000200000001000000:01BB 01 "
        + "00000000:00000000 00:00000000 00000000  1000        0 51234 1 00000000a1b2c3d4 22 4 30 10 "
        + "-1",
      SocketEntry(
        table: .tcp, local: endpoint("2001:db8::1234:cdef", 54000),
        remote: endpoint("2001:db8:0:1:0:2:0:1", 443), state: .established, retransmits: 0,
        probes: 0,
        userID: 1000, inode: 51234)),
    SampleRow(
      "IPv4-mapped connection", .ipv6,
      "   3: 0000000000000000FFFF00000100D50A:1F90 0000000000000000FFFF00000200D50A:A000 08 "
        + "00000000:0000004E 00:00000000 00000000     0        0 4294967295 1 00000000a1b2c3d4 22 4 "
        + "30 10 -1",
      SocketEntry(
        table: .tcp, local: endpoint("::ffff:10.213.0.1", 8080),
        remote: endpoint("::ffff:10.213.0.2", 40960), state: .closeWait, receiveQueue: 78,
        retransmits: 0, probes: 0, userID: 0, inode: 4_294_967_295)),
    SampleRow(
      "UDP without a peer", .ipv4,
      " 2451: 3500007F:0035 00000000:0000 07 00000000:00000340 00:00000000 00000000   101        0 "
        + "1735 2 00000000f2b3d4c5 181          ",
      SocketEntry(
        table: .udp, local: endpoint("127.0.0.53", 53), remote: endpoint("0.0.0.0", 0), state: nil,
        receiveQueue: 832, userID: 101, inode: 1735, drops: 181)),
    SampleRow(
      "UDP with a peer", .ipv4,
      "   17: 0700000A:8000 08080808:0035 01 00000300:00000000 00:00000000 00000000  1000        0 "
        + "1736 2 00000000f2b3d4c5 0            ",
      SocketEntry(
        table: .udp, local: endpoint("10.0.0.7", 32768), remote: endpoint("8.8.8.8", 53),
        state: .established, sendQueue: 768, userID: 1000, inode: 1736, drops: 0)),
    SampleRow(
      "UDP of a kernel before 2.6.27", .ipv4,
      "  17: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 "
        + "5029 2 f6dd9b80                        ",
      SocketEntry(
        table: .udp, local: endpoint("0.0.0.0", 68), remote: endpoint("0.0.0.0", 0), state: nil,
        userID: 0, inode: 5029)),
    SampleRow(
      "UDP over IPv6", .ipv6,
      " 3901: 000080FE00000000FF028950BB4A9CFE:0222 00000000000000000000000000000000:0000 07 "
        + "00000000:00000000 00:00000000 00000000   100        0 11984 2 00000000c0ffee00 4",
      SocketEntry(
        table: .udp, local: endpoint("fe80::5089:2ff:fe9c:4abb", 546), remote: endpoint("::", 0),
        state: nil, userID: 100, inode: 11984, drops: 4)),
  ]
}

/// The address of a socket from its text.
func endpoint(_ address: String, _ port: UInt16) -> SocketAddress {
  guard let address = IPAddress(address) else {
    preconditionFailure("not an address: \(address)")
  }
  return SocketAddress.ip(address, port: port)
}
