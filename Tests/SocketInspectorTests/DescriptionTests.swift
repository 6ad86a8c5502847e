import TestSupport
import Testing

@testable import SocketInspector

@Suite struct DescriptionTests {
  /// `print(socket)` in a program would print hundreds of internal values, on several lines if a name contains
  /// a newline.
  @Test func aSocketIsDescribedInOneLine() throws {
    let tree = try ProcTree(
      tcp: [
        .listener("127.0.0.1:7001", inode: 1),
        .connection("10.0.0.7:45001", "10.0.0.9:7443", inode: 2),
        .connection("10.0.0.7:45002", "10.0.0.9:7443", state: 6, inode: 0),
      ],
      udp6: [.unconnected("[::1]:7002", inode: 3)])
    try tree.addProcess(40, name: "web\nserver\u{1b}[2J", sockets: [3: 1, 5: 1])
    try tree.addProcess(41, name: "client", sockets: [4: 2, 9: 1])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    #expect(
      snapshot.sockets.map(\.description) == [
        #"tcp 127.0.0.1:7001 LISTEN listening 40 "web\nserver\u{1B}[2J" [3, 5], 41 "client" [9]"#,
        "udp [::1]:7002 listening (unowned)",
        #"tcp 10.0.0.7:45001 -> 10.0.0.9:7443 ESTABLISHED outbound 41 "client" [4]"#,
        "tcp 10.0.0.7:45002 -> 10.0.0.9:7443 TIME_WAIT outbound (time-wait)",
      ])
    let owner = try #require(snapshot.sockets.first?.owners.last)
    #expect(owner.name == "client" && owner.nameBytes == Array("client".utf8))
    #expect("\(owner)" == #"41 "client" [9]"#)
    #expect(owner.programName == "client" && owner.programNameBytes == owner.nameBytes)
    let bare = Owner(process: ProcessDetails(pid: 7), fds: [1])
    #expect(bare.name == nil && bare.description == "7 [1]")
  }

  /// A program that shows a name would have to decode bytes itself.
  @Test func everyNameIsAlsoText() {
    var process = ProcessDetails(pid: 7)
    let texts = { [process.name, process.programName, process.executable, process.commandLine] }
    #expect(texts() == [nil, nil, nil, nil] && process.command == nil)
    let bytes: [UInt8] = [0x61, 0xff]
    process.nameBytes = bytes
    process.programNameBytes = bytes
    process.executableBytes = bytes
    process.commandBytes = [bytes, [0x62]]
    #expect(texts() == ["a\u{fffd}", "a\u{fffd}", "a\u{fffd}", "a\u{fffd} b"])
    #expect(process.command == ["a\u{fffd}", "b"])
  }
}
