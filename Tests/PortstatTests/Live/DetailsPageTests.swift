import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct DetailsPageTests {
  /// The page of the only socket of a tree.
  private func page(_ tree: ProcTree, isNumeric: Bool = false) throws -> [String] {
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    return DetailsPage(try #require(snapshot.sockets.first), isNumeric: isNumeric).lines
  }

  private func listener() throws -> ProcTree {
    try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
  }

  /// The value of a key.
  private func value(_ key: String, in lines: [String]) -> String? {
    let keys = lines.drop { $0 != "all keys" }
    return keys.first { $0.hasPrefix("  \(key) ") }.map {
      $0.dropFirst(2 + key.count).drop { $0 == " " }.description
    }
  }

  /// Someone who opens the page wants to see everything about a socket: every column of JSON, and what the
  /// state means.
  @Test func everyPropertyOfTheSocketIsThere() throws {
    let lines = try page(listener())
    for column in SocketColumns.data where column.key != "processes" {
      #expect(value(column.key, in: lines) != nil, "\(column.key)")
    }
    #expect(value("local_port", in: lines) == "80")
    #expect(value("remote_port", in: lines) == "-")
    #expect(lines.contains("  LISTEN: \(SocketState.listen.explanation)"))
  }

  /// The owner of a socket, the most important thing on the page, comes first; without one, the reason does.
  @Test func theOwnerOrTheReasonComesFirst() throws {
    let tree = try listener()
    try tree.addProcess(6, descriptors: [0: "/dev/null"])
    #expect(try page(tree).first == "(unowned)  \(Ownership.unowned.explanation)")
    try tree.addProcess(7, name: "master", sockets: [3: 100, 12: 100])
    try tree.folder.write("/opt/master\0--all the time\0", to: "7/cmdline")
    try tree.addProcess(8, name: "worker", sockets: [3: 100])
    let lines = try page(tree)
    #expect(lines.first?.hasPrefix("master   PID 7") == true, "\(lines)")
    let other = try #require(lines.firstIndex(of: "  process 8  worker"))
    #expect(lines.contains("  descriptors  3, 12"))
    #expect(lines[..<other].contains { $0.contains("/opt/master") })
    #expect(lines[other - 1] == "other owners")
  }

  /// With `--numeric`, names of services and users would be looked up and shown.
  @Test func numericLeavesOutNames() throws {
    #expect(value("local_service", in: try page(listener())) == "http")
    let numeric = try page(listener(), isNumeric: true)
    #expect(value("local_service", in: numeric) == "-")
    #expect(value("user", in: numeric) == "-")
  }

  /// Which end connected to which is what most people want to know of a connection.
  @Test(
    arguments: [
      (
        KernelRow.connection("10.0.0.7:80", "10.0.0.9:51000", inode: 101),
        "<- 10.0.0.9:51000   inbound"
      ),
      (
        .connection("10.0.0.7:40000", "10.0.0.9:443", inode: 101),
        "-> 10.0.0.9:443   outbound   https"
      ),
    ])
  func theConnectionIsInWords(row: KernelRow, words: String) throws {
    let tree = try ProcTree(
      tcp: [row] + (row.local.hasSuffix(":80") ? [.listener("0.0.0.0:80", inode: 100)] : []))
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let socket = try #require(snapshot.sockets.first { $0.hasPeer })
    let lines = DetailsPage(socket, isNumeric: false).lines
    #expect(lines.contains { $0.hasPrefix("tcp 10.0.0.7:") && $0.contains(words) }, "\(lines)")
    #expect(lines.contains { $0.contains("bytes to read") && $0.contains("not acknowledged") })
  }

  /// Users who debug two programs on one machine want to know whether both ends are there.
  @Test func thePeerOnTheSameMachineIsNamed() throws {
    let tree = try ProcTree(tcp: [
      .connection("127.0.0.1:40000", "127.0.0.1:80", inode: 101),
      .connection("127.0.0.1:80", "127.0.0.1:40000", inode: 102),
      .connection("127.0.0.1:40001", "127.0.0.1:80", inode: 103),
    ])
    try tree.addProcess(7, name: "curl", sockets: [3: 101])
    try tree.addProcess(8, name: "nginx", sockets: [3: 102])
    let watched = try WatchedTree(tree)
    let socket = try #require(watched.model.list.rows.first { $0.socket.inode == 101 }?.socket)
    let page = DetailsPage(socket, peer: watched.model.peer(of: socket), isNumeric: false).lines
    #expect(page.contains { $0.hasPrefix("  peer ") && $0.hasSuffix("8 nginx on this machine") })
    let alone = try #require(watched.model.list.rows.first { $0.socket.inode == 103 }?.socket)
    let other = DetailsPage(alone, peer: watched.model.peer(of: alone), isNumeric: false).lines
    #expect(other.contains { $0.hasSuffix("no socket in this network namespace") })
  }

  /// Who started a process explains what it is for.
  @Test func parentsAndUnitAreNamed() throws {
    let tree = try ProcFileSystem("/proc")
    let own = try #require(tree.ownPID)
    let surroundings = ProcessSurroundings(of: own, in: tree)
    let parent = try #require(surroundings.ancestors.last)
    #expect(parent.pid == tree.ancestors(of: own).first && parent.name != nil)
    #expect(surroundings.ancestors.first?.pid == tree.ancestors(of: own).last)
  }

  /// The page about a service would not say which one it is, or that about a container only an ID of 64 digits.
  @Test func theUnitOrTheContainerIsNamed() throws {
    let tree = try listener()
    try tree.addProcess(7, name: "web", sockets: [3: 100])
    let id = String(repeating: "0123456789abcdef", count: 4)
    for (path, expected) in [
      ("/system.slice/ssh.service", "  unit         ssh.service"),
      ("/system.slice/docker-\(id).scope", "  container    0123456789ab"),
    ] {
      try tree.folder.write("0::\(path)\n", to: "7/cgroup")
      let proc = try ProcFileSystem(tree.path)
      let socket = try #require(try Snapshot.capture(Query(procPath: tree.path)).sockets.first)
      let surroundings = ProcessSurroundings(of: 7, in: proc)
      #expect(DetailsPage(socket, surroundings, isNumeric: false).lines.contains(expected))
      var group = ProcessGroup(ProcessGroup.ID(socket, by: .process))
      group.add(socket)
      group.add(socket)
      let unit = GroupColumn.columns(.process).value("unit", of: group)
      #expect(unit == .text(Array(expected.split(separator: " ")[1].utf8)))
    }
  }

  /// "Limited by the application (it had data to send 100 % of the time)" contradicts itself.
  @Test func aLimitHasNoPercentageIfTimesDoNotSayIt() {
    let texts = [
      (SendLimit(.application, percent: 12), "it had data to send 12 % of the time"),
      (SendLimit(.receiver, percent: 71), "71 % of the busy time"),
      (SendLimit(.application, percent: nil), "nothing waits to be sent"),
      (SendLimit(.sendBuffer, percent: nil), "it is full"),
    ]
    for (limit, text) in texts { #expect(TCPFacts.text(limit).hasSuffix(" (\(text))")) }
  }

  /// A process that has run for days is not the one that was just deployed.
  @Test(
    arguments: [
      (0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (7200, "2 h 0 min"), (266_400, "3 d 2 h"),
    ] as [(Int64, String)])
  func durationsHaveTwoUnits(seconds: Int64, text: String) {
    #expect(DetailsPage.duration(seconds) == text)
  }

  /// A process could write anything to the terminal of whoever opens the page.
  @Test func namesAreEscaped() throws {
    let tree = try listener()
    try tree.addProcess(7, name: "a\u{1b}[31m\u{202e}b", sockets: [3: 100])
    try tree.folder.write("c\u{1b}]0;title\u{7}\0d\ne\0", to: "7/cmdline")
    for line in try page(tree) {
      #expect(HarmfulCharacter.first(in: Data(line.utf8)) == nil, "\(line)")
      #expect(!line.contains("\n"))
    }
  }
}
