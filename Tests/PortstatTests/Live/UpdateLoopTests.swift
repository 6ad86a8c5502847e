import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The updates that the live view and the event stream get.
@Suite struct UpdateLoopTests {
  /// A stream reports the first sockets as opened, and the live view marks none. Both must be able
  /// to recognize the first update.
  @Test func theFirstUpdateHasNoChanges() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)])
    var loop = UpdateLoop(Query(procPath: tree.path), every: 1)
    let first = try loop.update()
    #expect(first.changes == nil && first.snapshot.sockets.count == 1)
    #expect(try loop.update().changes?.isEmpty == true)
    try tree.writeTable("tcp", [.listener("127.0.0.1:2", inode: 102)])
    let changes = try #require(try loop.update().changes)
    #expect(Set(changes.map(\.kind)) == [.opened, .closed])
  }

  /// If a table becomes unreadable, the update without it must report that.
  @Test func anUpdateReportsWhatItCouldNotRead() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)])
    var loop = UpdateLoop(Query(procPath: tree.path), every: 1)
    #expect(try loop.update().outcome.issues.isEmpty)
    try tree.remove("self/net/udp")
    try tree.makeFolder("self/net/udp")
    let outcome = try loop.update().outcome
    #expect(outcome.notes(withCounts: true).first?.text.contains("net/udp") == true)
    #expect(outcome.exitStatus == .success)
  }

  /// The owner that is shown must be the one that holds the socket now.
  @Test func ownersAreReadAgain() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)])
    try tree.addProcess(7, name: "first", sockets: [3: 101])
    var loop = UpdateLoop(Query(procPath: tree.path), every: 1)
    let sockets = Array(try loop.update().snapshot.sockets)
    #expect(sockets.first?.owners.map(\.pid) == [7])
    try tree.remove("7")
    let again = try loop.recheck(sockets, .all)
    #expect(again.sockets.map(\.owners.count) == [0])
    #expect(again.outcome.notes(withCounts: true).isEmpty)
  }

  /// A process that becomes unreadable between the update and the drawing hides an owner that is on the
  /// screen, and the next update may be far away.
  @Test func aRecheckSaysWhatItCouldNotSee() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)])
    try tree.addProcess(7, sockets: [3: 101])
    var loop = UpdateLoop(Query(procPath: tree.path), every: 1)
    let sockets = Array(try loop.update().snapshot.sockets)
    try tree.remove("7/fd")
    try tree.folder.link("7/fd", to: "fd")
    let outcome = try loop.recheck(sockets, .all).outcome
    #expect(outcome.notes(withCounts: true).map(\.brief) == ["owner of 1 socket hidden"])
  }

  /// `--watch=0.3` must update every 0.3 seconds, not as fast as the machine can.
  @Test func waitingEndsWhenTheNextUpdateIsDue() throws {
    let tree = try ProcTree()
    let waits = try OwnThread.run {
      let poller = try EventPoller(keysFrom: nil)
      let start = MonotonicTime.now
      var loop = UpdateLoop(Query(procPath: tree.path), every: 0.3)
      var waits: [(event: EventPoller.Event, isDue: Bool)] = []
      for round in 1...2 {
        _ = try loop.update()
        let event = try loop.wait(poller)
        waits.append((event, MonotonicTime.now >= start.adding(seconds: Double(round) * 0.3)))
      }
      return waits
    }
    #expect(waits.map(\.event) == [.timeout, .timeout])
    #expect(waits.map(\.isDue) == [true, true])
  }
}
