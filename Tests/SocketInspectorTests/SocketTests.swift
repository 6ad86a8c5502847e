import TestSupport
import Testing

@testable import SocketInspector

/// A row among others, and the services and the class that it has to be shown with.
struct ServiceCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let row: KernelRow
  let others: [KernelRow]
  let isUDP: Bool
  let range: String?
  let local: String?
  let remote: String?
  let service: String?
  let serviceClass: PortClass?
  let isEphemeral: Bool

  init(
    _ name: String, _ row: KernelRow, others: [KernelRow] = [], isUDP: Bool = false,
    range: String? = nil, local: String?, remote: String?, service: String?,
    _ serviceClass: PortClass?, isEphemeral: Bool = false
  ) {
    testDescription = name
    self.row = row
    self.others = others
    self.isUDP = isUDP
    self.range = range
    self.local = local
    self.remote = remote
    self.service = service
    self.serviceClass = serviceClass
    self.isEphemeral = isEphemeral
  }
}

@Suite struct SocketTests {
  private static let services: [ServiceCase] = [
    ServiceCase(
      "a listener", .listener("0.0.0.0:22", inode: 1), local: "ssh", remote: nil, service: "ssh",
      .wellKnown),
    ServiceCase(
      "an outbound connection", .connection("10.0.0.7:51514", "10.0.0.9:443", inode: 1), local: nil,
      remote: "https", service: "https", .wellKnown, isEphemeral: true),
    ServiceCase(
      "an inbound connection", .connection("10.0.0.7:22", "10.0.0.9:51000", inode: 1),
      others: [.listener("0.0.0.0:22", inode: 2)], local: "ssh", remote: nil, service: "ssh",
      .wellKnown),
    ServiceCase(
      "an inbound connection from a port with a name",
      .connection("10.0.0.7:22", "10.0.0.9:443", inode: 1),
      others: [.listener("0.0.0.0:22", inode: 2)], local: "ssh", remote: "https", service: "ssh",
      .wellKnown),
    ServiceCase(
      "an inbound connection from an ephemeral port with a name",
      .connection("10.0.0.7:22", "10.0.0.9:50051", inode: 1),
      others: [.listener("0.0.0.0:22", inode: 2)], local: "ssh", remote: nil, service: "ssh",
      .wellKnown),
    ServiceCase(
      "an outbound connection to an ephemeral port with a name",
      .connection("10.0.0.7:51514", "10.0.0.9:50051", inode: 1), local: nil, remote: "grpc",
      service: "grpc", .dynamic, isEphemeral: true),
    ServiceCase(
      "a listener on an ephemeral port", .listener("0.0.0.0:50051", inode: 1), local: "grpc",
      remote: nil, service: "grpc", .dynamic),
    ServiceCase(
      "an inbound connection to an ephemeral port",
      .connection("10.0.0.7:50051", "10.0.0.9:51000", inode: 1),
      others: [.listener("0.0.0.0:50051", inode: 2)], local: nil, remote: nil, service: nil,
      .dynamic, isEphemeral: true),
    ServiceCase(
      "the last port before the range", .connection("10.0.0.7:32767", "10.0.0.9:443", inode: 1),
      local: "filenet-powsrm", remote: "https", service: nil, nil),
    ServiceCase(
      "the first port of the range", .connection("10.0.0.7:32768", "10.0.0.9:443", inode: 1),
      local: nil, remote: "https", service: "https", .wellKnown, isEphemeral: true),
    ServiceCase(
      "the last port of the range", .connection("10.0.0.7:60999", "10.0.0.9:8080", inode: 1),
      local: nil, remote: "http-alt", service: "http-alt", .registered, isEphemeral: true),
    ServiceCase(
      "the first port after the range", .connection("10.0.0.7:61000", "10.0.0.9:443", inode: 1),
      local: nil, remote: "https", service: nil, nil),
    ServiceCase(
      "within a configured range", .connection("10.0.0.7:3306", "10.0.0.9:443", inode: 1),
      range: "1024\t9999\n", local: nil, remote: "https", service: "https", .wellKnown,
      isEphemeral: true),
    ServiceCase(
      "outside a configured range",
      .connection("10.0.0.7:50051", "10.0.0.9:443", inode: 1), range: "1024\t9999\n",
      local: "grpc", remote: "https", service: nil, nil),
    ServiceCase(
      "an invalid range", .connection("10.0.0.7:3306", "10.0.0.9:443", inode: 1),
      range: "9999\t1024\n", local: "mysql", remote: "https", service: nil, nil),
    ServiceCase(
      "UDP without a peer", .unconnected("127.0.0.53:53", inode: 1), isUDP: true, local: "domain",
      remote: nil, service: "domain", .wellKnown),
    ServiceCase(
      "UDP with a peer, from an ephemeral port",
      .connection("10.0.0.7:40000", "10.0.0.9:53", inode: 1), isUDP: true, local: nil,
      remote: "domain", service: "domain", .wellKnown, isEphemeral: true),
    ServiceCase(
      "UDP with a peer, of unknown direction",
      .connection("10.0.0.7:123", "10.0.0.9:123", inode: 1), isUDP: true, local: "ntp",
      remote: "ntp", service: nil, nil),
    ServiceCase(
      "a server whose listener is closed", .connection("10.0.0.7:993", "10.0.0.9:51000", inode: 1),
      local: "imaps", remote: nil, service: "imaps", .wellKnown),
    ServiceCase(
      "inbound UDP with a peer",
      .connection("10.0.0.7:443", "10.0.0.9:51000", inode: 1),
      others: [.unconnected("0.0.0.0:443", inode: 2)], isUDP: true, local: "https", remote: nil,
      service: "https", .wellKnown),
    ServiceCase(
      "a name for both protocols", .unconnected("0.0.0.0:3389", inode: 1), isUDP: true,
      local: "ms-wbt-server", remote: nil, service: "ms-wbt-server", .registered),
  ]

  /// The Service column would name a service that is not there: one of the wrong end, or of a port
  /// that the kernel chose.
  @Test(arguments: services)
  func servicesAreNamedAtTheServersEnd(example: ServiceCase) throws {
    let rows = [example.row] + example.others
    let tree = try example.isUDP ? ProcTree(udp: rows) : ProcTree(tcp: rows)
    if let range = example.range {
      try tree.folder.write(range, to: "sys/net/ipv4/ip_local_port_range")
    }
    let snapshot = try Snapshot.capture(Query(requirements: [], procPath: tree.path))
    let socket = try #require(snapshot.sockets.first { $0.inode == 1 })
    #expect(socket.localService == example.local)
    #expect(socket.remoteService == example.remote)
    #expect(socket.service == example.service)
    #expect(socket.serviceClass == example.serviceClass)
    #expect(socket.isLocalPortEphemeral == example.isEphemeral)
  }

  /// A process with several descriptors of a socket would be shown several times, or without some
  /// of them.
  @Test func ownersAreListedOnceWithAllTheirDescriptors() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:80", inode: 1)])
    try tree.addProcess(9, name: "nine", sockets: [12: 1, 3: 1, 100: 1, 4: 2])
    try tree.addProcess(10, name: "ten", sockets: [7: 1])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let socket = try #require(snapshot.sockets.first)
    #expect(socket.owners.map(\.pid) == [9, 10])
    #expect(socket.owners.map(\.fds) == [[3, 12, 100], [7]])
    #expect(socket.owners.map(\.name) == ["nine", "ten"])
    #expect(socket.ownership == .known)
    #expect(socket.listenerPIDs.isEmpty)
    #expect(socket.local.port == 80)  // a property of the entry
  }

  /// A connection that is not accepted yet would be shown with the wrong processes, or with some of
  /// them only. The kernel prefers the listener with the exact address.
  @Test func listenerPIDsAreTheProcessesThatCanAcceptTheConnection() throws {
    let tree = try ProcTree(tcp: [
      .connection("10.0.0.7:80", "10.0.0.9:51000", inode: 0),
      .connection("10.0.0.8:80", "10.0.0.9:51001", state: 3, inode: 0),
      .connection("10.0.0.7:90", "10.0.0.9:51002", state: 8, inode: 0),
      .connection("10.0.0.7:99", "10.0.0.9:51003", inode: 0),
      .listener("0.0.0.0:80", inode: 1), .listener("10.0.0.7:80", inode: 2),
      .listener("10.0.0.7:80", inode: 3), .listener("0.0.0.0:90", inode: 4),
    ])
    try tree.addProcess(7, sockets: [3: 1])
    try tree.addProcess(8, sockets: [3: 2, 4: 3])
    try tree.addProcess(6, sockets: [3: 3])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let waiting = snapshot.sockets.filter { $0.inode == 0 }
    #expect(
      waiting.map { "\($0.local) \($0.ownership?.rawValue ?? "-") \($0.listenerPIDs)" } == [
        "10.0.0.7:80 accept-queue [6, 8]", "10.0.0.7:90 accept-queue []",
        "10.0.0.7:99 unowned []", "10.0.0.8:80 handshake [7]",
      ])
    #expect(waiting.allSatisfy { $0.owners.isEmpty })
  }

  /// A filter that excludes the listener would also hide the processes that can accept its
  /// connections.
  @Test func listenerPIDsAreKnownIfTheListenerIsExcluded() throws {
    let tree = try ProcTree(tcp: [
      .connection("10.0.0.7:80", "10.0.0.9:51000", inode: 0), .listener("0.0.0.0:80", inode: 1),
    ])
    try tree.addProcess(7, sockets: [3: 1])
    var query = Query(procPath: tree.path)
    query.filter.states.included = [.established]
    let snapshot = try Snapshot.capture(query)
    #expect(snapshot.sockets.map(\.listenerPIDs) == [[7]])
  }

  /// A process that listens on IPv6 would be shown as the one that accepts an IPv4 connection.
  @Test func aListenerOfTheOtherFamilyIsNotNamed() throws {
    let tree = try ProcTree(
      tcp: [
        .connection("10.0.0.7:80", "10.0.0.9:51000", inode: 0), .listener("0.0.0.0:80", inode: 1),
      ],
      tcp6: [.listener("[::]:80", inode: 2)])
    try tree.addProcess(7, sockets: [3: 1])
    try tree.addProcess(8, sockets: [3: 2])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let waiting = try #require(snapshot.sockets.first { $0.inode == 0 })
    #expect(waiting.listenerPIDs == [7])
  }
}
