import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// Processes that change their descriptors or execute another program while snapshots are taken. An
/// owner that is shown has to have had the socket open, and a socket that a process has open all
/// the time has to have an owner.
@Suite(
  .serialized, .enabled(if: Program.isInstalled("python3", "sleep"), "needs python3 and sleep"),
  .disabled(if: Sanitizers.areOn, "too slow to provoke the races"))
struct LiveRaceTests {
  private func start(_ script: String, _ arguments: String...) throws -> BackgroundProgram {
    try BackgroundProgram(awaitingLineOf: .installed("python3"), ["-c", script] + arguments)
  }

  /// In eight processes: forks a child that opens listeners, which exec closes, and executes
  /// sleep(1); then forks the next one. Each ends when its parent does, so that none is left if the tests
  /// are killed.
  private static let executing = """
    import os, random, socket, sys, time
    os.setpgid(0, 0)
    print("ready", flush=True)
    os.fork(), os.fork(), os.fork()
    parent = os.getppid()
    while os.getppid() == parent:
      child = os.fork()
      if child == 0:
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
        time.sleep(random.uniform(0, 0.15))
        os.execvp("sleep", ["sleep", "0.1"])
      os.waitpid(child, 0)
    """

  /// A program that a process executes between the scan and the reading of its name would be shown
  /// as the owner of a socket that it never had. Few sockets of a process are rechecked one by one;
  /// for many there is a shortcut.
  @Test(arguments: [1, 40, 80])
  func anExecutedProgramIsNotAnOwnerOfSocketsThatExecClosed(count: Int) throws {
    let program = try start(Self.executing, "\(count)")
    let query = Query(requirements: [.processName, .executable, .command, .retransmits])
    var (claims, gone) = (0, 0)
    var wrong: [[String]: Int] = [:]
    let end = Date.now + Double(LongTests.count(4, long: 30))
    // Without such a race, as on a busy machine, nothing was tested.
    while Date.now < end || ((claims < 20 || gone == 0) && Date.now < end + 120) {
      for row in try Snapshot.capture(query).sockets where row.isListening {
        if row.ownership == .gone { gone += 1 }
        for owner in row.owners {
          claims += 1
          let texts = [
            owner.process.nameBytes, owner.process.executableBytes,
            owner.process.commandBytes?.first,
          ]
          let words = texts.map { String(decoding: $0 ?? [], as: UTF8.self) }
          if words.contains(where: { $0.hasSuffix("sleep") }) { wrong[words, default: 0] += 1 }
        }
      }
    }
    #expect(wrong.isEmpty, "of \(claims) claims")
    #expect(claims >= 20 && gone > 0)
    withExtendedLifetime(program) {}
  }

  /// Moves a socket back and forth between two descriptor numbers far apart, until the tests end.
  private static let moving = """
    import os, socket
    os.setpgid(0, 0)
    s = socket.create_server(("127.0.0.1", 0))
    others = [os.open("/dev/null", os.O_RDONLY) for _ in range(300)]
    low, high = others[0], others[-1] + 1
    os.dup2(s.fileno(), low)
    s.close()
    print(os.fstat(low).st_ino, flush=True)
    parent = os.getppid()
    while os.getppid() == parent:
      os.dup2(low, high)
      os.close(low)
      os.dup2(high, low)
      os.close(high)
    """

  /// The live view and the event streams would lose the owner of a socket that its process had open
  /// all the time, or report that the owner changed. `MovedSocketTests` tests the same for a single
  /// snapshot.
  @Test func aSocketWithAnotherNumberKeepsItsOwnerInASeries() throws {
    let program = try start(Self.moving)
    let inode = try #require(UInt64(program.line))
    var series = SnapshotSeries(Query(requirements: [.owners, .retransmits]))
    var counts: [Ownership: Int] = [:]
    for _ in 0..<LongTests.count(40, long: 1_500) {
      let snapshot = try series.next()
      let rows = snapshot.sockets.filter { $0.inode == inode }
      let shown = try series.recheck(rows, in: snapshot, .processName).sockets
      for row in rows + shown {
        counts[try #require(row.ownership), default: 0] += 1
        #expect(row.owners.map(\.pid) == [program.pid])
      }
    }
    #expect(counts.keys.elementsEqual([.known]), "\(counts)")
  }

  /// A socket would be reported to have no owner: a scan misses some sockets that are moved to
  /// another descriptor number, and the next scan has to find them.
  @Test func aSocketMissedByAScanIsFoundByTheNext() throws {
    let program = try start(Self.moving)
    let inode = try #require(UInt64(program.line))
    var missed = 0
    let proc = try ProcFileSystem("/proc")
    for _ in 0..<LongTests.count(400, long: 4_000) {
      let scan = try ConcurrentScan(proc, only: [program.pid], wanted: [inode]).finish()
      if !scan.descriptors.isEmpty { continue }
      missed += 1
      #expect(scan.unsettled == [program.pid])
      let found = try ConcurrentScan.again(
        proc, wanted: [inode], after: scan, comparesAll: false)
      #expect(Set(found.descriptors.map(\.pid)) == [program.pid])
    }
    #expect(missed > 0, "no scan missed the socket, so nothing was tested")
  }

  /// A socket that a process received after it was scanned would have no owner. Its number of
  /// descriptors shows that it has to be scanned again.
  @Test func aSocketReceivedAfterTheScanIsFound() throws {
    let python = try PythonSession()
    let proc = try ProcFileSystem("/proc")
    let scan = try ConcurrentScan(proc, wanted: []).finish()
    try python.run("s = socket.create_server(('127.0.0.1', 0))")
    let inode = try #require(UInt64(try python.run("answer = os.fstat(s.fileno()).st_ino")))
    let found = try ConcurrentScan.again(proc, wanted: [inode], after: scan, comparesAll: true)
    #expect(found.descriptors.map(\.pid) == [python.pid])
  }
}
