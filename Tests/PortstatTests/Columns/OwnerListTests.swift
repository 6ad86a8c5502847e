import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct OwnerListTests {
  private func sockets() throws -> [Socket] {
    let tree = try ProcTree(tcp: [
      .listener("0.0.0.0:1", inode: 101), .listener("0.0.0.0:2", inode: 102),
    ])
    try tree.addProcess(9, name: "nine", sockets: [12: 101, 3: 101])
    try tree.addProcess(20, name: "twenty", sockets: [7: 101])
    return Array(
      try Snapshot.capture(Query(requirements: .processName, procPath: tree.path)).sockets)
  }

  /// The offsets at which elements start.
  private func elements(_ owners: OwnerList) -> [Int] {
    var starts: [Int] = []
    var place = owners.descriptors.startIndex
    while place < owners.descriptors.endIndex {
      starts.append(place - owners.descriptors.startIndex)
      place = owners.end(ofElementAt: place)
    }
    return starts
  }

  /// A process with two descriptors of a socket is one owner with two descriptors.
  @Test func descriptorsOfOneProcessAreOneElement() throws {
    let socket = try sockets()[0]
    #expect(elements(OwnerList(.pid, of: socket)) == [0, 2])
    #expect(elements(OwnerList(.name, of: socket)) == [0, 2])
    #expect(elements(OwnerList(.fd, of: socket)) == [0, 1, 2])
    let owners = OwnerList(.details(SampleRows.names), of: socket)
    #expect(owners.descriptors.owner(0..<2).fds == [3, 12])
    #expect(owners.descriptors.owner(2..<3).pid == 20)
  }

  /// `--sort pid` must sort by the owner that is shown.
  @Test func rowsAreSortedByTheFirstOwner() throws {
    let socket = try sockets()[0]
    let expected: [(OwnerList.Field, Value)] = [
      (.pid, .integer(9)), (.fd, .integer(3)), (.name, .text(Array("nine".utf8))),
      (.details(SampleRows.names), .text(Array("nine".utf8))),
    ]
    for (field, value) in expected {
      #expect(Value.owners(OwnerList(field, of: socket)).sortable == value)
    }
  }

  /// Owners would be missing or be named twice in a table, or systemd would come before the service.
  @Test func theTableHasEachOwnerOnce() throws {
    let tree = try ProcTree(tcp: [.listener("0.0.0.0:7701", inode: 101)])
    for (pid, name) in [(1, "systemd"), (44, "relay"), (45, "relay"), (90, "logger")] {
      try tree.addProcess(Int32(pid), name: name, sockets: [6: 101, 7: 101])
    }
    func order(_ field: OwnerList.Field, _ change: (inout Filter) -> Void) throws -> [Int32] {
      var filter = Filter()
      change(&filter)
      let query = Query(filter: filter, requirements: .programName, procPath: tree.path)
      let owners = OwnerList(field, of: try #require(try Snapshot.capture(query).sockets.first))
      var pids: [Int32] = []
      owners.forEachInTableOrder { pids.append(owners.descriptors[$0].pid) }
      return pids
    }
    #expect(try order(.pid) { _ in } == [44, 45, 90, 1])
    #expect(try order(.name) { $0.pids.included = [90, 45] } == [45, 90, 44, 1])
    #expect(
      try order(.pid) { $0.processNames.included = [NamePattern("sys*")] } == [1, 44, 45, 90])
    #expect(try order(.fd) { $0.pids.included = [45] } == [45, 45, 44, 44, 90, 90, 1, 1])
  }

  /// A socket without an owner must show the reason, and come last.
  @Test func aSocketWithoutOwnersHasAReason() throws {
    let owners = OwnerList(.name, of: try sockets()[1])
    #expect(!owners.isKnown && owners.reason == "unowned")
    #expect(Value.owners(owners).sortable.isMissing)
  }
}
