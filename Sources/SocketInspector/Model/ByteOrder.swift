/// The byte order of a machine. The kernel prints each 32-bit word of an address in `/proc/net/tcp` as a number
/// of the machine, so that the text depends on it (`get_tcp4_sock` in `net/ipv4/tcp_ipv4.c`).
public enum ByteOrder: String, CaseIterable, Sendable {
  case big
  case little

  /// The byte order of this machine.
  public static let native: ByteOrder = UInt16(littleEndian: 1) == 1 ? .little : .big

  var other: ByteOrder { self == .big ? .little : .big }
}
