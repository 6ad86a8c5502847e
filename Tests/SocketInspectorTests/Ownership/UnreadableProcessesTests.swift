import TestSupport
import Testing

@testable import SocketInspector

/// Whether a process that cannot be read may share sockets with an owner, in recordings.
@Suite struct UnreadableProcessesTests {
  /// Processes of which each started the next one, from this PID on.
  private func chain(from first: Int32, count: Int32) throws -> ProcTree {
    let tree = try ProcTree(empty: ())
    for pid in first..<first + count {
      try tree.folder.write("\(pid) (sh) S \(pid == first ? 1 : pid - 1) 0", to: "\(pid)/stat")
    }
    return tree
  }

  /// A program that forks in a chain made portstat compute for hours: its time grew with the third power
  /// of the chain's length.
  @Test func aLongChainOfProcessesTakesNoTime() throws {
    let count: Int32 = 2000
    let tree = try chain(from: 100, count: count)
    try tree.folder.write("7 (server) S 1 7", to: "7/stat")
    let proc = try ProcFileSystem(tree.path)
    let chain = Set(100..<100 + count)
    let clock = ContinuousClock()
    let time = try clock.measure {
      // An owner beside the chain, then owners in it.
      let hidden = UnreadableProcesses(pids: chain, includesUnlisted: false)
      #expect(!hidden.areRelated(to: [7], in: proc))
      let other = UnreadableProcesses(pids: [7], includesUnlisted: false)
      #expect(!other.areRelated(to: chain, in: proc))
      try tree.folder.write("100 (sh) S 7 0", to: "100/stat")
      #expect(hidden.areRelated(to: [7], in: proc))
      #expect(other.areRelated(to: [100 + count - 1], in: proc))
    }
    #expect(time < .seconds(10))
  }

  /// Process 1 is an ancestor of every process: as an owner it made a note on every listing.
  @Test func theChildrenOfProcessOneAreNotRelatedToIt() throws {
    let tree = try ProcTree(empty: ())
    let proc = try ProcFileSystem(tree.path)
    let hidden = UnreadableProcesses(pids: [60], includesUnlisted: false)
    for (pid, parent) in [(1, 0), (7, 1), (60, 1)] {
      try tree.folder.write("\(pid) (x) S \(parent) 0", to: "\(pid)/stat")
    }
    #expect(!hidden.areRelated(to: [1, 7], in: proc))
    // With the lists of children that Linux has.
    for (pid, children) in [(1, "7 60 "), (7, ""), (60, "")] {
      try tree.folder.write(children, to: "\(pid)/task/\(pid)/children")
    }
    #expect(!hidden.areRelated(to: [1, 7], in: proc))
    try tree.folder.write("60 ", to: "7/task/7/children")
    #expect(hidden.areRelated(to: [1, 7], in: proc))
  }
}
