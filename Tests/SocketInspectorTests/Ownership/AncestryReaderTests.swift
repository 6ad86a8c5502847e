import TestSupport
import Testing

@testable import SocketInspector

@Suite struct AncestryReaderTests {
  private let tree: ProcTree

  /// - Parameter parents: The parent of each process.
  private init(_ parents: [Int32: Int32]) throws {
    tree = try ProcTree(empty: ())
    for (pid, parent) in parents { try add(pid, "p\(pid)", parent) }
  }

  init() throws { try self.init([:]) }

  private func add(_ pid: Int32, _ name: String, _ parent: Int32) throws {
    try tree.folder.write("\(pid) (\(name)) S \(parent) 1 1 0 -1\n", to: "\(pid)/stat")
  }

  private func parents(of pid: Int32) throws -> [String]? {
    let proc = try ProcFileSystem(tree.path)
    var reader = AncestryReader(proc)
    let process = try proc.process(pid)
    let first = reader.parents(of: process, pid: pid)
    // What is kept must give the same.
    #expect(reader.parents(of: process, pid: pid) == first)
    return first.map { $0.map { "\($0.pid) \($0.name ?? "-")" } }
  }

  /// A user would not learn who started a server, or would see processes in the wrong order.
  @Test func theChainEndsAtProcessOne() throws {
    let chain = try Self([1: 0, 7: 1, 20: 7, 30: 20])
    #expect(try chain.parents(of: 30) == ["20 p20", "7 p7", "1 p1"])
    #expect(try chain.parents(of: 1) == [])
  }

  /// The program would never end: PIDs are reused while the chain is read, so that it may lead back to itself.
  @Test func aCycleEnds() throws {
    #expect(try Self([7: 20, 20: 7]).parents(of: 7) == ["20 p20"])
    #expect(try Self([7: 7]).parents(of: 7) == [])
    #expect(try Self([5: 7, 7: 20, 20: 7]).parents(of: 5) == ["7 p7", "20 p20"])
  }

  /// In a container or a recording, the chain would be missing because its end is.
  @Test func aParentThatCannotBeReadHasNoName() throws {
    #expect(try Self([30: 20]).parents(of: 30) == ["20 -"])
    try tree.makeFolder("8")
    #expect(try parents(of: 8) == nil)
  }

  /// A process could hide its parent by its name.
  @Test func aNameMayContainAnything() throws {
    try add(9, "a) S 1 (b", 4)
    try add(4, "x (y\n) z", 0)
    #expect(try parents(of: 9) == ["4 x (y\n) z"])
    try add(10, "", 9)
    #expect(try parents(of: 10) == ["9 a) S 1 (b", "4 x (y\n) z"])
  }
}
