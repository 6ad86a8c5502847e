import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SocketInspector

/// Real sockets of this process on the loopback, found through the real /proc.
///
/// Other tests run beside these, so each looks only at its own sockets, by inode or port. See
/// ``eventually(_:_:)`` for why what it looks for may need a moment.
@Suite struct LiveTests {
  // MARK: Listeners

  /// "Which process owns port 8080?", for both families.
  @Test(arguments: LiveSocket.Family.available)
  func aListenerIsFoundWithThisProcess(family: LiveSocket.Family) throws {
    let listener = try LiveSocket.listener(family)
    let row = try Self.owned(listener)
    #expect(row.state == .listen)
    #expect(row.transport == .tcp)
    #expect(row.local == end(family == .ipv4 ? "127.0.0.1" : "::1", try listener.port))
    #expect(!row.hasPeer)
    #expect(row.receiveQueue == 0)
    #expect(row.sendQueue == 0)
    #expect(row.timer == nil)
    #expect(row.direction == .listening)
  }

  /// Two listeners on one address are two rows with an owner each.
  @Test func listenersThatShareAPortAreTwoRows() throws {
    let sockets = [try LiveSocket(), try LiveSocket()]
    for socket in sockets { try socket.set(SO_REUSEPORT, to: 1) }
    try sockets[0].bind()
    try sockets[1].bind(port: sockets[0].port)
    for socket in sockets { try socket.listen() }
    let port = try sockets[0].port
    let rows = try Self.capture(port: port).sockets.filter { $0.local.port == port }
    #expect(rows.map(\.inode) == (try sockets.map { try $0.inode }).sorted())
    for socket in sockets { #expect(try Self.owned(socket).state == .listen) }
  }

  /// A socket that is held twice in one process shows both numbers.
  @Test func aDuplicateDescriptorIsListedToo() throws {
    let listener = try LiveSocket.listener()
    let copy = fcntl(listener.fd, F_DUPFD_CLOEXEC, 200)
    defer { close(copy) }
    let owner = try eventually("both descriptors") {
      try Self.row(inode: listener.inode)?.owners
        .first { $0.pid == getpid() && $0.fds == [listener.fd, copy].sorted() }
    }
    #expect(owner.fds.count == 2)
  }

  // MARK: Connections

  /// Both ends of a connection, each with its own descriptor, and who went to whom.
  @Test(arguments: LiveSocket.Family.available)
  func bothEndsOfAConnectionAreFound(family: LiveSocket.Family) throws {
    let connection = try LiveConnection(family)
    let client = try Self.owned(connection.client)
    let server = try Self.owned(connection.server)
    let address = family == .ipv4 ? "127.0.0.1" : "::1"
    #expect(client.local == end(address, try connection.client.port))
    #expect(client.remote == end(address, try connection.listener.port))
    #expect(server.local == client.remote)
    #expect(server.remote == client.local)
    #expect([client.state, server.state] == [.established, .established])
    #expect(server.direction == .inbound)
    // The client's port is nobody's listener.
    #expect(client.direction == .outbound)
    #expect([client.receiveQueue, server.receiveQueue] == [0, 0])
  }

  /// IPv4 through an IPv6 listener: both ends in the table of their own family.
  @Test(.enabled(if: LiveSocket.Family.hasIPv6, "the loopback has no IPv6"))
  func anIPv4ConnectionToADualStackListenerIsMapped() throws {
    let listener = try LiveSocket(.ipv6)
    try listener.set(IPV6_V6ONLY, at: Int(IPPROTO_IPV6), to: 0)
    try listener.bind(to: "::")
    try listener.listen()
    let client = try LiveSocket(.ipv4)
    try client.connect(to: listener.port)
    let server = try listener.accept()
    let row = try Self.owned(server)
    #expect(row.local == end("::ffff:127.0.0.1", try listener.port))
    #expect(row.remote == end("::ffff:127.0.0.1", try client.port))
    #expect(row.family == .ipv6)
    #expect(row.direction == .inbound)
    #expect(try Self.owned(listener).local.address.isUnspecified)
    #expect(try Self.owned(client).family == .ipv4)
  }

  /// A connection that nobody has accepted yet: who will get it.
  @Test func aConnectionInTheAcceptQueueNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    let row = try Self.row(local: listener.port, remote: client.port) {
      $0.listenerPIDs == [getpid()]
    }
    #expect(row.inode == 0)
    #expect(row.state == .established)
    #expect(row.ownership == .acceptQueue)
    #expect(row.owners.isEmpty)
    #expect(row.direction == .inbound)
    #expect(try Self.owned(listener).receiveQueue == 1)
  }

  /// A connection whose peer left before it was accepted still waits for accept().
  @Test func aClosedConnectionInTheAcceptQueueNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    try client.endSending()
    let row = try Self.row(local: listener.port, remote: client.port) {
      $0.state == .closeWait && $0.listenerPIDs == [getpid()]
    }
    #expect(row.ownership == .acceptQueue)
  }

  /// A handshake that is not complete has no socket yet, but a listener.
  @Test func aHandshakeNamesItsListener() throws {
    let listener = try LiveSocket.listener()
    // The kernel waits for data before it makes a socket of the request.
    try listener.set(Int32(TCP_DEFER_ACCEPT), at: Int(IPPROTO_TCP), to: 30)
    let client = try LiveSocket()
    try client.connect(to: listener.port)
    let row = try Self.row(local: listener.port, remote: client.port) {
      $0.listenerPIDs == [getpid()]
    }
    #expect(row.state == .synReceived)
    #expect(row.ownership == .handshake)
    #expect(row.userID == geteuid())
    #expect(row.timer?.kind == .retransmit)
    #expect(row.direction == .inbound)
  }

  /// A connection that gets no answer is SYN_SENT, and ours.
  @Test func aConnectionWithoutAnAnswerIsSynSent() throws {
    let listener = try LiveSocket.listener(backlog: 0)
    let first = try LiveSocket()
    try first.connect(to: listener.port)  // the queue is full now
    let second = try LiveSocket()
    try second.beginToConnect(to: listener.port)
    let row = try Self.owned(second)
    #expect(row.state == .synSent)
    #expect(row.sendQueue == 1)
    #expect(row.timer?.kind == .retransmit)
    #expect(row.direction == .outbound)
  }

  /// Bytes that the program has not read, and bytes that the peer has not taken.
  @Test func queuesCountTheBytes() throws {
    let connection = try LiveConnection()
    try connection.client.send(1_234)
    let server = try Self.owned(connection.server) { $0.receiveQueue > 0 }
    #expect(server.receiveQueue == 1_234)

    let full = try LiveConnection(buffers: 4_096)
    full.client.fill()
    let client = try Self.owned(full.client) { $0.sendQueue > 0 }
    #expect(client.sendQueue > 0)
    #expect(try Self.owned(full.server).receiveQueue > 0)
  }

  /// The timer that `-o` shows, in hundredths of a second.
  @Test func keepaliveIsShownWithTheTimeLeft() throws {
    let connection = try LiveConnection()
    try connection.client.set(Int32(TCP_KEEPIDLE), at: Int(IPPROTO_TCP), to: 1_000)
    try connection.client.set(SO_KEEPALIVE, to: 1)
    let timer = try #require(try Self.owned(connection.client).timer)
    #expect(timer.kind == .keepalive)
    #expect((90_000...100_000).contains(timer.hundredths))
  }

  // MARK: Closing

  /// The peer has closed: CLOSE_WAIT counts its FIN as one byte more, FIN_WAIT2 is still ours.
  @Test func aHalfClosedConnectionIsCloseWaitAndFinWait2() throws {
    let connection = try LiveConnection()
    try connection.client.send(77)
    try connection.client.endSending()
    let server = try Self.owned(connection.server) { $0.state == .closeWait }
    #expect(server.receiveQueue == 78)
    let client = try Self.owned(connection.client) { $0.state == .finWait2 }
    #expect(client.ownership == .known)
    #expect(client.timer?.kind != .finTimeout)
  }

  /// What is left of a closed connection has no owner, no user, and says why.
  @Test func timeWaitHasNoOwnerAndNoUser() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    connection.client.close()
    connection.server.close()
    let row = try Self.row(local: local, remote: remote) { $0.state == .timeWait }
    #expect(row.ownership == .timeWait)
    #expect(row.userID == nil)
    #expect(row.inode == 0)
    #expect(row.owners.isEmpty)
    #expect(row.timer?.kind == .timeWait)
    #expect((1...6_000).contains(try #require(row.timer).hundredths))
  }

  /// A closed FIN_WAIT2 soon shares TIME_WAIT's record: it is nobody's, and not root's.
  @Test func aClosedFinWait2IsTimeWaitsRecord() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    connection.client.close()
    let row = try Self.row(local: local, remote: remote) {
      $0.state == .finWait2 && $0.inode == 0 && $0.timer?.kind == .timeWait
    }
    #expect(row.ownership == .timeWait)
    #expect(row.userID == nil)
  }

  /// With a long timeout it stays a socket of the kernel's: its timer is no keepalive.
  @Test func anOrphanedFinWait2HasTheFinTimeout() throws {
    let connection = try LiveConnection()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    try connection.client.set(Int32(TCP_LINGER2), at: Int(IPPROTO_TCP), to: 110)
    connection.client.close()
    let row = try Self.row(local: local, remote: remote) {
      $0.state == .finWait2 && $0.inode == 0 && $0.timer?.kind != nil
    }
    #expect(row.ownership == .orphan)
    #expect(row.timer?.kind == .finTimeout)
    #expect((1...5_000).contains(try #require(row.timer).hundredths))
    #expect(row.userID == Self.userOfOrphans)
  }

  /// Closed with bytes that the peer has not taken: the kernel's, not "unheld".
  @Test func aClosedConnectionThatIsNotEmptyIsAnOrphan() throws {
    let connection = try LiveConnection(buffers: 4_096)
    connection.client.fill()
    let (local, remote) = (try connection.client.port, try connection.listener.port)
    connection.client.close()
    let orphan = try Self.row(local: local, remote: remote) {
      $0.state == .finWait1 && $0.inode == 0
    }
    #expect(orphan.ownership == .orphan)
    #expect(orphan.owners.isEmpty)
    #expect(orphan.sendQueue > 0)
    #expect(orphan.userID == Self.userOfOrphans)

    // The peer says goodbye too, and cannot see ours yet.
    try connection.server.endSending()
    let closing = try Self.row(local: local, remote: remote) { $0.state == .closing }
    #expect(closing.ownership == .orphan)
  }

  /// Closed after the peer had closed, with bytes that it has not taken.
  @Test func aLastAckIsAnOrphan() throws {
    let connection = try LiveConnection(buffers: 4_096)
    connection.server.fill()
    try connection.client.endSending()
    let (local, remote) = (try connection.listener.port, try connection.client.port)
    _ = try Self.owned(connection.server) { $0.state == .closeWait }
    connection.server.close()
    let row = try Self.row(local: local, remote: remote) { $0.state == .lastAck }
    #expect(row.ownership == .orphan)
    #expect(row.inode == 0)
    #expect(row.direction == .inbound)
  }

  // MARK: UDP

  /// A UDP socket without a peer waits for whoever comes; one with a peer does not.
  @Test(arguments: LiveSocket.Family.available)
  func udpSocketsAreFoundWithAndWithoutAPeer(family: LiveSocket.Family) throws {
    let waiting = try LiveSocket(family, .udp)
    try waiting.bind()
    let connected = try LiveSocket(family, .udp)
    try connected.connect(to: waiting.port)
    let address = family == .ipv4 ? "127.0.0.1" : "::1"

    let row = try Self.owned(waiting)
    #expect(row.transport == .udp)
    #expect(row.local == end(address, try waiting.port))
    #expect(row.state == nil)
    #expect(row.isListening)
    #expect(!row.hasPeer)
    #expect(row.direction == .listening)
    #expect(row.drops == 0)
    #expect(row.timer == nil)
    #expect(row.retransmits == nil)

    let other = try Self.owned(connected)
    #expect(other.state == .established)
    #expect(other.remote == row.local)
    #expect(other.local == end(address, try connected.port))
  }

  /// Datagrams that nobody reads, and those that found no room.
  @Test func udpCountsWhatIsNotReadAndWhatIsDropped() throws {
    let receiver = try LiveSocket(.ipv4, .udp)
    try receiver.set(SO_RCVBUF, to: 4_096)
    try receiver.bind()
    let sender = try LiveSocket(.ipv4, .udp)
    try sender.connect(to: receiver.port)
    try sender.send(100)
    let one = try Self.owned(receiver) { $0.receiveQueue > 0 }
    #expect(one.receiveQueue >= 100)
    #expect(one.drops == 0)
    for _ in 0..<200 { try sender.send(100) }
    let many = try Self.owned(receiver) { $0.drops != 0 }
    #expect(many.receiveQueue > one.receiveQueue)
    #expect((1...200).contains(try #require(many.drops)))
  }

  // MARK: Owners

  /// A thread with a table of its own holds a socket that its process does not have.
  @Test(.enabled(if: ThreadWithOwnDescriptors.isPossible, "the kernel has no close_range"))
  func aSocketThatOnlyAThreadHoldsIsFound() throws {
    let thread = try ThreadWithOwnDescriptors()
    defer { thread.end() }
    let row = try eventually("the thread's socket") {
      try Self.capture(port: thread.port).sockets
        .first { $0.inode == thread.inode && $0.owners.map(\.pid) == [getpid()] }
    }
    #expect(row.state == .listen)
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.fds) == [[thread.fd]])
    // It is the thread's alone.
    let own = try? FileManager.default.destinationOfSymbolicLink(
      atPath: "/proc/self/fd/\(thread.fd)")
    #expect(own != "socket:[\(thread.inode)]")
  }

  /// A process that opens and closes all the time: what it keeps open is found in every walk.
  @Test func aBusyProcessIsStillFound() throws {
    let listener = try LiveSocket.listener()
    let last = fcntl(listener.fd, F_DUPFD_CLOEXEC, 600)  // walked after all that come and go
    defer { close(last) }
    let inode = try listener.inode
    let mayEnd = Atomic(false)
    let busy = Threads(1) {
      while !mayEnd.load(ordering: .relaxed) {
        let numbers = (0..<20).map { _ in dup(0) }
        for number in numbers { close(number) }
      }
    }
    let found = (0..<50).map { _ in
      (try? OwnerSearch("/proc", wanted: [inode]))?.finish().descriptors ?? []
    }
    mayEnd.store(true, ordering: .relaxed)
    busy.join()
    let missed = found.filter { !$0.contains { $0.pid == getpid() && $0.fd == last } }
    #expect(missed.count == 0)
  }

  /// A worker process that was forked holds the listener as well: all five are listed.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func aListenerSharedByForkedChildrenHasAllOfThemAsOwners() throws {
    let script = """
      import os, socket, sys
      os.setpgid(0, 0)
      listener = socket.create_server(("127.0.0.1", 0))
      ready, report = os.pipe()
      pids = [os.getpid()]
      for _ in range(4):
        child = os.fork()
        if child == 0:
          sys.stdin.read()
          os._exit(0)
        pids.append(child)
      print(listener.getsockname()[1], listener.fileno(), *pids, flush=True)
      sys.stdin.read()
      """
    let python = try #require(Program.find("python3"))
    let program = try RunningProgram(python, ["-c", script])
    let numbers = program.line.split(separator: " ").compactMap { Int32($0) }
    try #require(numbers.count == 7)
    let pids = numbers[2...].sorted()
    let port = UInt16(numbers[0])
    let row = try eventually("five owners") {
      try Self.capture(port: port).sockets.first { $0.owners.map(\.pid) == pids }
    }
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.fds) == Array(repeating: [numbers[1]], count: 5))
    #expect(row.owners.allSatisfy { $0.process.userID == geteuid() })
    let names = Set(row.owners.map { String(decoding: $0.process.name ?? [], as: UTF8.self) })
    #expect(names.count == 1)
    #expect(names.first?.hasPrefix("python3") == true)
  }

  /// The number of exit(2), which ends one thread, where this test knows it.
  private static let exitNumber: Int? = {
    #if arch(x86_64)
      60
    #elseif arch(arm64)
      93
    #else
      nil
    #endif
  }()

  /// A process whose first thread has ended shows an empty table: its other threads hold all.
  @Test(
    .enabled(if: Program.isInstalled("python3"), "python3 is not installed"),
    .enabled(if: exitNumber != nil, "exit(2) has another number here"))
  func aProcessWhoseFirstThreadHasEndedIsAnOwner() throws {
    let script = """
      import ctypes, os, socket, sys, threading
      os.setpgid(0, 0)
      listener = socket.create_server(("127.0.0.1", 0))
      leader = "/proc/%d/task/%d/stat" % (os.getpid(), os.getpid())
      def work():
        while open(leader).read().rpartition(")")[2].split()[0] != "Z": pass
        print(listener.getsockname()[1], listener.fileno(), flush=True)
        sys.stdin.read()
        os._exit(0)
      threading.Thread(target=work).start()
      ctypes.CDLL(None).syscall(int(sys.argv[1]), 0)
      """
    let python = try #require(Program.find("python3"))
    let number = try #require(Self.exitNumber)
    let program = try RunningProgram(python, ["-c", script, "\(number)"])
    let numbers = program.line.split(separator: " ").compactMap { Int32($0) }
    try #require(numbers.count == 2)
    let row = try #require(try Self.capture(port: UInt16(numbers[0])).sockets.first)
    #expect(row.ownership == .known)
    #expect(row.owners.map(\.pid) == [program.pid])
    #expect(row.owners.map(\.fds) == [[numbers[1]]])
  }

  // MARK: The whole table

  /// The library's rows of our own sockets against the kernel's text, read the obvious way.
  @Test func rowsAreWhatTheKernelsTextSays() throws {
    let connection = try LiveConnection()
    try connection.client.send(100)
    let halfClosed = try LiveConnection(LiveSocket.Family.hasIPv6 ? .ipv6 : .ipv4)
    try halfClosed.client.endSending()
    var sockets = [connection, halfClosed].flatMap { [$0.listener, $0.client, $0.server] }
    if LiveSocket.Family.hasIPv6 {
      sockets.append(try .listener(.ipv6, at: "::ffff:127.0.0.1"))
    }
    for family in LiveSocket.Family.available {
      let socket = try LiveSocket(family, .udp)
      try socket.bind()
      let connected = try LiveSocket(family, .udp)
      try connected.connect(to: socket.port)
      try connected.send(10)
      sockets += [socket, connected]
    }
    let inodes = Set(try sockets.map { try $0.inode })
    let naive = try eventually("all rows in the kernel's text") {
      let rows = try Self.naiveRows(of: inodes)
      return rows.count == inodes.count ? rows : nil
    }
    let snapshot = try Snapshot.capture(Query(owners: .none))
    let rows = snapshot.sockets.filter { inodes.contains($0.inode) }
    #expect(Set(rows.map(\.inode)) == inodes)
    #expect(rows.count == inodes.count)
    for row in rows {
      let text = try #require(naive[row.inode])
      #expect(text.agrees(with: row.socket), "\(text)")
      #expect(row.userID.map(Int64.init) == text.userID)
      #expect(row.timer == nil || text.timer != 0)
      #expect(row.drops.map(Int64.init) == (row.transport == .udp ? text.drops : nil))
    }
  }

  /// Everything at once: our own sockets are in the listing of all, each exactly once.
  @Test func aSnapshotOfEverythingHasEverySocketOnce() throws {
    let connections = try (0..<100).map { _ in try LiveConnection() }
    let receivers = try (0..<100).map { _ in
      let socket = try LiveSocket(.ipv4, .udp)
      try socket.bind()
      return socket
    }
    var expected = Set(try receivers.map { try $0.inode })
    for connection in connections {
      for socket in [connection.listener, connection.client, connection.server] {
        expected.insert(try socket.inode)
      }
    }
    #expect(expected.count == 400)
    let snapshot = try Snapshot.capture(.all)
    let found = snapshot.sockets.filter { expected.contains($0.inode) }
    #expect(found.count == 400)
    #expect(Set(found.map(\.inode)) == expected)
    #expect(found.allSatisfy { $0.owners.contains { $0.pid == getpid() } })
    #expect(found.allSatisfy { $0.userID == geteuid() })
    for (left, right) in zip(snapshot.sockets, snapshot.sockets.dropFirst()) {
      #expect(left.socket.precedes(right.socket))
    }
  }

  // MARK: Looking

  private static func capture(port: UInt16) throws -> Snapshot {
    var query = Query()
    query.filter.ports.allowed = [PortPattern(port...port)]
    return try Snapshot.capture(query)
  }

  private static func row(inode: UInt64) throws -> InspectedSocket? {
    try Snapshot.capture(Query(owners: .details([]))).sockets.first { $0.inode == inode }
  }

  /// The row of one of our sockets, once it is as it should be: ours alone, by its own descriptor.
  private static func owned(
    _ socket: LiveSocket, where isAsExpected: (InspectedSocket) -> Bool = { _ in true }
  ) throws -> InspectedSocket {
    let inode = try socket.inode
    let port = try socket.port
    let row = try eventually("socket \(inode) at port \(port)") {
      try capture(port: port).sockets.first { row in
        row.inode == inode && row.owners.map(\.pid) == [getpid()]
          && row.owners.map(\.fds) == [[socket.fd]] && isAsExpected(row)
      }
    }
    #expect(row.ownership == .known)
    #expect(row.userID == geteuid())
    return row
  }

  /// The row with these ports, whoever has it.
  private static func row(
    local: UInt16, remote: UInt16, where isAsExpected: (InspectedSocket) -> Bool
  ) throws -> InspectedSocket {
    try eventually("a row from port \(local) to \(remote)") {
      try capture(port: local).sockets.first {
        $0.local.port == local && $0.remote.port == remote && isAsExpected($0)
      }
    }
  }

  /// Whose a closed socket is: the kernel keeps its user since Linux 6.17, and prints 0 before.
  private static var userOfOrphans: UInt32? {
    let release = lines(of: "/proc/sys/kernel/osrelease").first ?? ""
    let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (6, 17) ? geteuid() : nil
  }

  /// The lines of a file that may not say how long it is, piece by piece: Foundation takes only the
  /// first piece of such a file.
  private static func lines(of path: String) -> [String] {
    guard let file = FileHandle(forReadingAtPath: path) else { return [] }
    var contents = Data()
    while let more = try? file.read(upToCount: 65_536), !more.isEmpty { contents += more }
    return String(decoding: contents, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The lines of these sockets in the kernel's tables, by inode.
  private static func naiveRows(of inodes: Set<UInt64>) throws -> [UInt64: NaiveRow] {
    var rows: [UInt64: NaiveRow] = [:]
    for table in ["tcp", "tcp6", "udp", "udp6"] {
      for line in lines(of: "/proc/self/net/\(table)").dropFirst() {
        if let row = NaiveRow(line), inodes.contains(row.inode) { rows[row.inode] = row }
      }
    }
    return rows
  }
}
