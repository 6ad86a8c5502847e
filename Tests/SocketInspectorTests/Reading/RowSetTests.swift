import Testing

@testable import SocketInspector

@Suite struct RowSetTests {
  /// The kernel repeats rows when a table changes while it is read: the newer copy counts, once.
  @Test func aRepeatedRowTakesThePlaceOfTheEarlierOne() {
    var rows = RowSet()
    rows.add(row(inode: 1, state: .synReceived), isWanted: true)
    rows.add(row(inode: 2), isWanted: true)
    rows.add(row(inode: 1, state: .established), isWanted: true)
    #expect(rows.rows.map(\.inode) == [1, 2])
    #expect(rows.rows.map(\.state) == [.established, .established])
  }

  /// Rows that differ in any part of their key are different sockets: none may be hidden.
  @Test func rowsThatDifferInOnePartAreDifferentSockets() {
    let address = end("192.0.2.1", 80)
    let other = end("192.0.2.2", 81)
    let base = Socket(
      transport: .tcp, local: address, remote: address, state: .established, inode: 1)
    var sockets = [base]
    for change in [
      { $0.inode = 2 },  // SO_REUSEPORT: two listeners on one address
      { $0.remote.port = other.port }, { $0.remote.address = other.address },  // MPTCP: two paths
      { $0.local.port = other.port }, { $0.local.address = other.address },
      { $0.transport = .udp },
      { $0.local.address = IPAddress(ipv6: 0, address.address.low) },
      { $0.local.address = IPAddress(ipv6: 1, address.address.low) },
      { $0.remote.address = IPAddress(ipv6: 1, address.address.low) },
    ] as [(inout Socket) -> Void] {
      var socket = base
      change(&socket)
      sockets.append(socket)
    }
    var rows = RowSet()
    for socket in sockets { rows.add(socket, isWanted: true) }
    for socket in sockets.reversed() { rows.add(socket, isWanted: true) }
    #expect(rows.finished { _ in true } == sockets)
  }

  /// A connection that is not what was asked for any more must not be shown as it was before.
  @Test func theEarlierCopyGoesWhenTheLaterOneIsNotWanted() {
    let isWanted = { (row: Socket) in row.state == .established }
    var rows = RowSet()
    for row in [
      row(inode: 1), row(inode: 2), row(inode: 3, state: .closeWait),
      row(inode: 1, state: .closeWait),
    ] {
      rows.add(row, isWanted: isWanted(row))
    }
    #expect(rows.finished(where: isWanted).map(\.inode) == [2])
  }

  /// A row that is wanted again in its newest copy is shown.
  @Test func theNewestCopyDecides() {
    let isWanted = { (row: Socket) in row.state == .established }
    var rows = RowSet()
    for state in [SocketState.established, .closeWait, .established] {
      let row = row(inode: 1, state: state)
      rows.add(row, isWanted: isWanted(row))
    }
    #expect(rows.finished(where: isWanted).map(\.state) == [.established])
  }

  /// A machine with many sockets: each is found again after the table has grown.
  @Test func tenThousandRowsAreEachKeptOnce() {
    var rows = RowSet()
    for pass in 0..<3 {
      for number in 0..<10_000 {
        // Half of them without an inode, and only four ports at this end.
        var row = row(inode: number.isMultiple(of: 2) ? 0 : UInt64(number))
        row.local.port = UInt16(number % 4)
        row.remote.port = UInt16(number)
        row.receiveQueue = UInt32(pass)
        rows.add(row, isWanted: true)
      }
    }
    let all = rows.finished { _ in true }
    #expect(all.count == 10_000)
    #expect(all.map { Int($0.remote.port) } == Array(0..<10_000))
    #expect(all.allSatisfy { $0.receiveQueue == 2 })
  }

  private func row(inode: UInt64, state: SocketState = .established) -> Socket {
    Socket(
      transport: .tcp, local: end("192.0.2.1", 80), remote: end("192.0.2.2", 50_000), state: state,
      inode: inode)
  }
}
