import TestSupport
import Testing

@testable import SocketInspector

@Suite struct SortOrderTests {
  /// Two listings are compared with diff: the order must be the documented one.
  @Test func listenersComeFirstThenProtocolAddressesPortsInode() {
    let ordered = [
      row(.tcp, "0.0.0.0", 22, .listen), row(.tcp, "0.0.0.0", 80, .listen, inode: 4),
      row(.tcp, "0.0.0.0", 80, .listen, inode: 5), row(.tcp, "127.0.0.1", 9, .listen),
      row(.tcp, "::", 22, .listen), row(.udp, "0.0.0.0", 53, nil), row(.udp, "::1", 1, nil),
      row(.tcp, "10.0.0.9", 9, .established, "10.0.0.1", 7),
      row(.tcp, "10.0.0.9", 10, .established, "10.0.0.1", 7),
      row(.tcp, "10.0.0.10", 9, .timeWait, "10.0.0.1", 7),
      row(.tcp, "10.0.0.10", 9, .established, "10.0.0.1", 65_535),
      row(.tcp, "10.0.0.10", 9, .closing, "10.0.0.2", 1),
      row(.tcp, "::ffff:10.0.0.1", 1, .established, "::ffff:10.0.0.2", 1),
      row(.udp, "10.0.0.1", 1, .established, "10.0.0.2", 1),
    ]
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<20 {
      let sorted = ordered.shuffled(using: &generator).sorted { $0.precedes($1) }
      #expect(sorted == ordered)
    }
  }

  /// An order that contradicts itself gives another listing each time, or traps.
  @Test func theOrderIsStrictAndTotalOverTheKey() {
    var generator = SeededGenerator(seed: 6)
    let sockets = (0..<70).map { _ in Self.random(&generator) }
    let before = sockets.map { left in sockets.map { left.precedes($0) } }
    var contradictions = 0
    for one in sockets.indices {
      if before[one][one] { contradictions += 1 }
      for two in sockets.indices {
        if before[one][two] && before[two][one] { contradictions += 1 }
        let areTied = !before[one][two] && !before[two][one]
        if areTied && !Self.isSameRow(sockets[one], sockets[two]) { contradictions += 1 }
        guard before[one][two] else { continue }
        for three in sockets.indices where before[two][three] && !before[one][three] {
          contradictions += 1
        }
      }
    }
    #expect(contradictions == 0)
    // There were ties and different rows among them.
    #expect(Set(sockets).count > 20)
    #expect(before.joined().filter { $0 }.count > 1_000)
  }

  private static func random(_ generator: inout SeededGenerator) -> Socket {
    let addresses = ["0.0.0.0", "10.0.0.1", "::", "::1"].map { end($0, 0).address }
    let ends = (0..<2).map { _ in
      Endpoint(
        address: addresses.randomElement(using: &generator) ?? addresses[0],
        port: .random(in: 0...2, using: &generator))
    }
    let isTCP = Bool.random(using: &generator)
    let state: SocketState? = Bool.random(using: &generator) ? .established : isTCP ? .listen : nil
    return Socket(
      transport: isTCP ? .tcp : .udp, local: ends[0], remote: ends[1], state: state,
      inode: .random(in: 0...1, using: &generator))
  }

  private static func isSameRow(_ left: Socket, _ right: Socket) -> Bool {
    left.transport == right.transport && left.local == right.local && left.remote == right.remote
      && left.inode == right.inode && left.isListening == right.isListening
  }

  private func row(
    _ transport: TransportProtocol, _ local: String, _ port: UInt16, _ state: SocketState?,
    _ remote: String = "0.0.0.0", _ remotePort: UInt16 = 0, inode: UInt64 = 1
  ) -> Socket {
    Socket(
      transport: transport, local: end(local, port), remote: end(remote, remotePort), state: state,
      inode: inode)
  }
}
