/// A protocol whose sockets the kernel lists in a table of its own under `/proc/self/net`.
public enum TransportProtocol: String, CaseIterable, Sendable {
  case tcp
  case udp
}
