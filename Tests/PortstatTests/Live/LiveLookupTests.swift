import Foundation
import TestSupport
import Testing

/// "Which process owns port 8080?", asked for sockets of the test process itself.
@Suite struct LiveLookupTests {
  /// A user may write the port in the spelling of any tool, and must find the socket and its owner.
  @Test(arguments: LiveSocket.Family.available, LiveSocket.Kind.allCases)
  func everySpellingFindsALiveSocket(family: LiveSocket.Family, kind: LiveSocket.Kind) throws {
    let socket = try LiveSocket.bound(family, kind)
    let (port, table) = (try socket.port, kind.rawValue)
    let address = family == .ipv6 ? "[::1]" : "127.0.0.1"
    let spellings = [
      "\(port)", ":\(port)", "*:\(port)", "\(port)-\(port)", "\(max(port, 10) - 9)-\(port)",
      "\(table)/\(port)", "\(table):\(port)", "\(address):\(port)", "\(address):",
      "\(table)/\(address):\(port)",
    ]
    for spelling in spellings {
      let found = try SocketRecord.records([spelling]).filter { $0.localPort == port }
      let mine = found.filter { $0.descriptors.contains("\(getpid())/\(socket.fd)") }
      #expect(mine.count == 1, "\(spelling)")
      #expect(mine.first?.protocol == table)
      #expect(mine.first?.ownership == "known")
    }
    let pids = try Program.portstat.run("-q", "\(table)/\(port)").lines
    #expect(pids.contains("\(getpid())"))
  }

  /// 8080 is not 80, 808 or 18080: a substring of a port number is another port.
  @Test(arguments: LiveSocket.Family.available, LiveSocket.Kind.allCases)
  func aSubstringNeverMatches(family: LiveSocket.Family, kind: LiveSocket.Kind) throws {
    let socket = try LiveSocket.bound(family, kind)
    let digits = "\(try socket.port)"
    let others = [
      String(digits.dropLast()), String(digits.dropFirst()), "1\(digits)", "\(digits)0",
      String(digits.prefix(2)), kind == .tcp ? "udp/\(digits)" : "tcp/\(digits)",
      (family == .ipv6 ? "127.0.0.1" : "[::1]") + ":\(digits)",
    ]
    for other in others where UInt32(other).map({ $0 <= 65535 && "\($0)" != digits }) ?? true {
      let found = try SocketRecord.records([other])
      let mine = found.filter { $0.descriptors.contains("\(getpid())/\(socket.fd)") }
      #expect(mine.isEmpty, "\(other) found \(digits)")
    }
  }

  /// An unused port must print nothing, and the status must say so.
  @Test func anUnusedPortIsNotFound() throws {
    func unusedPort() throws -> UInt16 {
      let socket = try LiveSocket()
      try socket.bind()
      return try socket.port
    }
    let run = try Program.portstat.run("tcp/127.0.0.1:\(try unusedPort())")
    #expect(run.status == 1 && run.output.isEmpty)
  }

  /// The owner must be found by PID, by name and by user.
  @Test func aLiveSocketIsFoundByItsOwner() throws {
    let socket = try LiveSocket.bound(.ipv4, .udp)
    let port = try socket.port
    let name = try String(contentsOfFile: "/proc/self/comm", encoding: .utf8).dropLast()
    let pattern = name.map { $0.isLetter || $0.isNumber ? $0 : "?" }
    for arguments in [
      ["--pid", "\(getpid())"], ["--process", String(pattern)], ["--user", "\(geteuid())"],
    ] {
      let found = try SocketRecord.records(arguments + ["udp/\(port)"])
      let owner = try #require(
        found.flatMap(\.processes).first { $0.pid == getpid() }, "\(arguments)")
      #expect(owner.fds == [socket.fd])
      #expect(owner.uid == geteuid())
    }
  }
}
