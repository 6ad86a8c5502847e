import Foundation
import SocketInspector
import TestSupport
import Testing

/// Sockets of this process whose family or device decides who can reach them.
@Suite(
  .enabled(
    if: (try? Snapshot.capture(Query(requirements: [], source: .netlink))) != nil,
    "netlink is not permitted"))
struct DeviceTests {
  private func lines(_ arguments: String...) throws -> [String] {
    try Program.portstat.run(["-H", "--columns=protocol,local"] + arguments).lines
      .map { $0.split(separator: " ").joined(separator: " ") }
  }

  /// A server on `[::]` that also takes IPv4 would look like one that IPv4 clients cannot reach, as in netstat.
  @Test(
    .enabled(if: LiveSocket.Family.hasIPv6), arguments: LiveSocket.Kind.allCases, [true, false])
  func dualStackListenersAreMarked(kind: LiveSocket.Kind, isOnlyIPv6: Bool) throws {
    let socket = try LiveSocket(.ipv6, kind)
    try socket.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: isOnlyIPv6 ? 1 : 0)
    try socket.bind(to: "::")
    if kind == .tcp { try socket.listen() }
    let port = try socket.port
    let name = kind.rawValue + (isOnlyIPv6 ? "6" : "46")
    #expect(try lines("\(kind.rawValue)/\(port)") == ["\(name) [::]:\(port)"])
    let isFound = try !lines("\(kind.rawValue)/127.0.0.1:\(port)", "-4").isEmpty
    #expect(isFound != isOnlyIPv6)
    // Scripts compare the protocol, so its words stay.
    let record = try #require(
      SocketRecord.records(["\(kind.rawValue)/\(port)"]).first { $0.localAddress == "::" })
    #expect(record.protocol == kind.rawValue && record.family == "ipv6")
  }

  /// The note would say that no socket has the port, although `portstat PORT` shows one that is bound to it.
  @Test func theNoteKnowsBoundSockets() throws {
    let socket = try LiveSocket(.ipv4)
    try socket.bind()
    let port = try socket.port
    guard try !lines(":\(port)").isEmpty else { return }  // Linux before 6.8
    for filter in ["--direction=listening", "--class=dynamic", "-l"] {
      let run = try Program.portstat.run(":\(port)", filter)
      #expect(run.status == 1)
      #expect(!run.errorText.contains("no socket has local port"), "\(run.errorText)")
    }
  }

  /// A listener that is bound to a device would be taken for one that every network reaches, and two of them on
  /// one port would look like one.
  @Test func theDeviceOfASocketIsPartOfItsAddress() throws {
    let socket = try LiveSocket(.ipv4)
    guard setsockopt(socket.fd, SOL_SOCKET, SO_BINDTODEVICE, "lo", 2) == 0 else { return }
    try socket.bind(to: "0.0.0.0")
    try socket.listen()
    let port = try socket.port
    #expect(try lines(":\(port)") == ["tcp 0.0.0.0%lo:\(port)"])
    #expect(try lines("-n", "0.0.0.0%lo:\(port)") == ["tcp 0.0.0.0%1:\(port)"])
    #expect(try lines("127.0.0.1%lo:\(port)") == ["tcp 0.0.0.0%lo:\(port)"])
    #expect(try lines("*%lo:\(port)", "--scope=loopback").count == 1)
    #expect(try lines("--local=0.0.0.0%1", "--local-port=\(port)").count == 1)
    #expect(try lines("--local=0.0.0.0", ":\(port)", "--scope=any").isEmpty)
    let unknown = try Program.portstat.run("[fe80::5%nosuch7]:22")
    #expect(unknown.status == 2)
    #expect(unknown.errorText.contains("invalid interface 'nosuch7'"))
    let json = try Program.portstat.run("--jsonl", "--columns=local,interface", ":\(port)").text
    #expect(json == "{\"local\":\"0.0.0.0%lo:\(port)\",\"interface\":\"lo\"}\n")
  }
}
