/// Messages of the kernel about sockets over netlink, recorded from Linux 6.18 on a little-endian
/// machine, without their headers of 16 bytes.
public enum RecordedMessage {
  /// `[::]:34703` for IPv6 only, with a backlog of 5.
  public static let listener: [UInt8] =
    [
      10, 10, 0, 0,  // AF_INET6, LISTEN, no timer, 0 retransmissions
      0x87, 0x8f, 0, 0,  // ports 34703 and 0
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // ::
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // ::
      0, 0, 0, 0,  // no interface
      0x98, 0xd6, 0x07, 0, 0, 0, 0, 0,  // cookie
      0, 0, 0, 0,  // expires
      0, 0, 0, 0,  // length of the accept queue
      5, 0, 0, 0,  // backlog
      0, 0, 0, 0,  // root
      0xe9, 0xbf, 0x16, 0,  // inode
      5, 0, 8, 0, 0, 0, 0, 0,  // SHUTDOWN
      5, 0, 11, 0, 1, 0, 0, 0,  // SKV6ONLY: 1
      8, 0, 15, 0, 0, 0, 0, 0,  // MARK
      12, 0, 21, 0, 1, 0, 0, 0, 0, 0, 0, 0,  // CGROUP_ID
      6, 0, 22, 0, 0x12, 0, 0, 0,  // SOCKOPT
      28, 1, 2, 0,  // INFO: 280 bytes
      10, 0, 0, 0, 0, 0, 0, 0,  // LISTEN, congestion state, retransmissions, probes, backoff …
    ] + [UInt8](repeating: 0, count: 272)

  /// 127.0.0.1:46814 to :44157, whose program does not read; without tcp_info.
  public static let zeroWindow: [UInt8] = [
    2, 1, 4, 1,  // AF_INET, ESTABLISHED, zero-window probe timer, one probe
    0xb6, 0xde, 0xac, 0x7d,  // ports 46814 and 44157
    127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0,  // no interface
    0xb6, 0xd6, 0x07, 0, 0, 0, 0, 0,  // cookie
    0x68, 1, 0, 0,  // expires in 360 ms
    0, 0, 0, 0,  // receive queue
    0, 0xb6, 0x39, 0,  // send queue 3,782,144
    0, 0, 0, 0,  // root
    0, 0xc0, 0x16, 0,  // inode
    5, 0, 8, 0, 0, 0, 0, 0,  // SHUTDOWN
    8, 0, 15, 0, 0, 0, 0, 0,  // MARK
    12, 0, 21, 0, 1, 0, 0, 0, 0, 0, 0, 0,  // CGROUP_ID
    6, 0, 22, 0, 0x52, 0, 0, 0,  // SOCKOPT
  ]

  /// The tcp_info attribute, as short as that of old kernels.
  public static func info(retransmits: UInt8, probes: UInt8) -> [UInt8] {
    [108, 0, 2, 0, 1, 0, retransmits, probes, 1, 2, 7, 0xaa] + [UInt8](repeating: 0, count: 96)
  }

  /// ::ffff:127.0.0.1:40857 from :58972: a handshake with a listener that defers accepting.
  public static let handshake: [UInt8] = [
    10, 3, 1, 0,  // AF_INET6, SYN_RECV, retransmission timer, 0 retransmissions
    0x9f, 0x99, 0xe6, 0x5c,  // ports 40857 and 58972
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1,
    0, 0, 0, 0,  // no interface
    0xc1, 0xd6, 0x07, 0, 0, 0, 0, 0,  // cookie
    0x0c, 5, 0, 0,  // expires in 1292 ms
    0, 0, 0, 0, 0, 0, 0, 0,  // queues
    0, 0, 0, 0,  // uid 0, independent of the listener
    0, 0, 0, 0,  // no inode
    8, 0, 15, 0, 0, 0, 0, 0,  // MARK
  ]

  /// 127.0.0.1:46802 to :44157: this end is closed, the peer is not.
  public static let finWait2: [UInt8] = [
    2, 5, 3, 0,  // AF_INET, FIN_WAIT2, TIME_WAIT timer
    0xb6, 0xd2, 0xac, 0x7d,  // ports 46802 and 44157
    127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0,  // no interface
    0xb5, 0xd6, 0x07, 0, 0, 0, 0, 0,  // cookie
    0xfc, 0xe2, 0, 0,  // expires in 58,108 ms
    0, 0, 0, 0, 0, 0, 0, 0,  // queues
    0, 0, 0, 0,  // uid
    0, 0, 0, 0,  // no inode
    8, 0, 15, 0, 0, 0, 0, 0,  // MARK
  ]

  /// 127.0.0.1:35522, whose program does not read.
  public static let udp: [UInt8] = [
    2, 7, 0, 0,  // AF_INET, CLOSE: no peer
    0x8a, 0xc2, 0, 0,  // ports 35522 and 0
    127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0,  // no interface
    0xc5, 0xd6, 0x07, 0, 0, 0, 0, 0,  // cookie
    0, 0, 0, 0,  // expires
    0, 0x0d, 0, 0,  // receive queue 3328
    0, 0, 0, 0,  // send queue
    0, 0, 0, 0,  // root
    0x08, 0xc0, 0x16, 0,  // inode
    5, 0, 8, 0, 0, 0, 0, 0,  // SHUTDOWN
    8, 0, 15, 0, 0, 0, 0, 0,  // MARK
    12, 0, 21, 0, 1, 0, 0, 0, 0, 0, 0, 0,  // CGROUP_ID
    6, 0, 22, 0, 0x50, 0, 0, 0,  // SOCKOPT
    40, 0, 7, 0,  // SKMEMINFO: nine numbers
    0, 0x0d, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0x40, 3, 0, 0, 3, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x2e, 0, 0, 0,  // the ninth: 46 drops
  ]

  /// 127.0.0.1:60236 to :57987, destroyed after the program sent 1,234 bytes, received 321 and closed first.
  public static let destroyed: [UInt8] = [
    0x02, 0x07, 0, 0, 0xeb, 0x4c, 0xe2, 0x83, 0x7f, 0, 0, 0x01, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 0, 0, 0x01, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x68, 0xfd, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x05, 0, 0x0a, 0, 0x06, 0, 0, 0,
    0x1c, 0x01, 0x02, 0, 0x07, 0, 0, 0, 0, 0x07, 0xaa, 0, 0x80, 0x2c, 0x03, 0,
    0x40, 0x9c, 0, 0, 0, 0x96, 0, 0, 0x18, 0x02, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0x30, 0, 0, 0, 0, 0, 0, 0, 0x30, 0, 0, 0, 0, 0, 0, 0,
    0xff, 0xff, 0, 0, 0xd7, 0xff, 0, 0, 0xce, 0x16, 0, 0, 0x6e, 0x2d, 0, 0,
    0xff, 0xff, 0xff, 0x7f, 0x0c, 0, 0, 0, 0xcb, 0xff, 0, 0, 0x03, 0, 0, 0,
    0, 0, 0, 0, 0xd7, 0xff, 0, 0, 0, 0, 0, 0, 0x9d, 0x5e, 0xdb, 0xce,
    0x06, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xd4, 0x04, 0, 0,
    0, 0, 0, 0, 0x41, 0x01, 0, 0, 0, 0, 0, 0, 0x05, 0, 0, 0,
    0x04, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0, 0, 0, 0x01, 0, 0, 0,
    0x01, 0, 0, 0, 0xaa, 0x99, 0x0c, 0, 0, 0, 0, 0, 0x80, 0xbb, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0x03, 0, 0, 0, 0, 0, 0, 0, 0xd2, 0x04, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0x2c, 0x01, 0, 0, 0, 0x01, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]
}
