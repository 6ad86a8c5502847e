import TestSupport
import Testing

@testable import SocketInspector

/// Whether an unreadable process may share sockets with an owner, in recorded trees.
@Suite struct UnreadableProcessesTests {
  /// Processes with consecutive PIDs from `first` on, each the parent of the next.
  private func chain(from first: Int32, count: Int32) throws -> ProcTree {
    let tree = try ProcTree(empty: ())
    for pid in first..<first + count {
      try tree.folder.write("\(pid) (sh) S \(pid == first ? 1 : pid - 1) 0", to: "\(pid)/stat")
    }
    return tree
  }

  /// A program that forks in a chain would make portstat compute for hours: its time would grow
  /// with the cube of the length of the chain.
  @Test func aLongChainOfProcessesIsFast() throws {
    let count: Int32 = 2000
    let tree = try chain(from: 100, count: count)
    try tree.folder.write("7 (server) S 1 7", to: "7/stat")
    let proc = try ProcFileSystem(tree.path)
    let chain = Set(100..<100 + count)
    let clock = ContinuousClock()
    let time = try clock.measure {
      // An owner outside the chain, then owners in it.
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

  /// Every listing in which process 1 owns a socket would have a note about hidden owners: process
  /// 1 is an ancestor of every process.
  @Test func theChildrenOfProcessOneAreNotRelatedToIt() throws {
    let tree = try ProcTree(empty: ())
    let proc = try ProcFileSystem(tree.path)
    let hidden = UnreadableProcesses(pids: [60], includesUnlisted: false)
    for (pid, parent) in [(1, 0), (7, 1), (60, 1)] {
      try tree.folder.write("\(pid) (x) S \(parent) 0", to: "\(pid)/stat")
    }
    #expect(!hidden.areRelated(to: [1, 7], in: proc))
    // With the list of children that Linux provides.
    for (pid, children) in [(1, "7 60 "), (7, ""), (60, "")] {
      try tree.folder.write(children, to: "\(pid)/task/\(pid)/children")
    }
    #expect(!hidden.areRelated(to: [1, 7], in: proc))
    try tree.folder.write("60 ", to: "7/task/7/children")
    #expect(hidden.areRelated(to: [1, 7], in: proc))
  }
}
