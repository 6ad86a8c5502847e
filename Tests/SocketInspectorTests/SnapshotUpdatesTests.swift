import TestSupport
import Testing

@testable import SocketInspector

// The time limits end a test that hangs. They are long because the tests that block their thread keep the
// others waiting for it, which counts.
@Suite struct SnapshotUpdatesTests {
  /// A program would get each update twice or none, or could not stop.
  @Test(.timeLimit(.minutes(10))) func updatesComeAtTheIntervalAndSeeChanges() async throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:7001", inode: 1)])
    let start = ContinuousClock.now
    var counts: [Int] = []
    let query = Query(requirements: [], procPath: tree.path)
    for try await update in SnapshotUpdates(of: query, every: .milliseconds(40)) {
      counts.append(update.snapshot.sockets.count)
      let rows = (0...counts.count).map {
        KernelRow.listener("0.0.0.0:\(7001 + $0)", inode: UInt64($0 + 1))
      }
      try tree.writeTable("tcp", rows)
      if counts.count == 3 { break }
    }
    #expect(counts == [1, 2, 3])
    #expect(ContinuousClock.now - start >= .milliseconds(80))
  }

  /// A task could not be ended while it waits for the next update.
  @Test(.timeLimit(.minutes(10))) func cancellingTheTaskEndsTheSequence() async throws {
    let tree = try ProcTree(tcp: [])
    let query = Query(requirements: [], procPath: tree.path)
    let task = Task {
      var count = 0
      for try await _ in SnapshotUpdates(of: query, every: .seconds(3600)) { count += 1 }
      return count
    }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    #expect(try await task.value <= 1)
  }

  /// After an error, a program could not go on when the tree is back.
  @Test(.timeLimit(.minutes(10))) func anErrorDoesNotEndTheSequence() async throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:7001", inode: 1)])
    var updates = SnapshotUpdates(
      of: Query(requirements: [], procPath: tree.path), every: .milliseconds(1)
    ).makeAsyncIterator()
    try tree.remove("self")
    await #expect(throws: SystemError.self) { try await updates.next() }
    try tree.writeTable("tcp", [.listener("0.0.0.0:7001", inode: 1)])
    #expect(try await updates.next()?.snapshot.sockets.count == 1)
  }
}
