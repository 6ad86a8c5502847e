import Foundation
import TestSupport
import Testing

/// Recordings that were changed on the way: by an archive without links, by a text conversion.
@Suite struct CopiedTreeTests {
  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 101),
    ])
    try tree.addProcess(7)
    try tree.addProcess(8, sockets: [3: 101])
    return tree
  }

  /// Each replacement of a descriptor's link, as tools make it that do not keep links: a file with
  /// the target in it, an empty one, a directory.
  private func replaceLink(_ tree: ProcTree, with kind: String, at name: String) throws {
    switch kind {
    case "directory": try tree.makeFolder(name)
    case "empty file": try tree.folder.write("", to: name)
    default: try tree.folder.write("socket:[100]", to: name)
    }
  }

  /// Whoever reads the recording of another machine is told that port 80 belongs to nobody, and
  /// stops looking for the process that has it.
  @Test(arguments: ["file", "empty file", "directory"])
  func aSocketWhoseLinkWasCopiedAsAFileIsNotNobodys(kind: String) throws {
    let tree = try tree()
    try replaceLink(tree, with: kind, at: "7/fd/3")
    let run = try Program.portstat.run("--proc", tree.path, "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.text.contains(#""unreadable_processes":1"#))
    let note = """
      portstat: file descriptors of 1 process are not symbolic links (the first: \
      \(tree.path)/7/fd/3), so the owners of some sockets are unknown; copy the recording with a \
      tool that keeps links, such as cp -a or tar

      """
    #expect(run.errorText == note)
    let records = try SocketRecord.records(["--proc", tree.path])
    #expect(records.map(\.ownership) == ["denied", "known"])
    #expect(try Program.portstat.run("--proc", tree.path, "-q", "80").status == 3)
    #expect(try Program.portstat.run("--proc", tree.path, "-q", "81").status == 0)
  }

  /// A tool that leaves links out, instead of copying what they lead to: every socket would be nobody's.
  @Test func aRecordingWithoutDescriptorsIsReported() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.addProcess(7)
    try tree.addProcess(8)
    let run = try Program.portstat.run("--proc", tree.path, "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.text.contains(#""ownership":"denied""#))
    #expect(run.errorText.contains("the recording has no file descriptors (PID/fd)"))
    #expect(try Program.portstat.run("--proc", tree.path, "-q", "80").status == 3)
    try tree.folder.link("8/fd/0", to: "/dev/null")
    let whole = try Program.portstat.run("--proc", tree.path, "--json")
    #expect(whole.text.contains(#""complete":true"#) && whole.errorText.isEmpty)
  }

  /// A thread's own table is copied in the same way, and the process's other links still count.
  @Test func onlyTheBrokenLinksAreUnknown() throws {
    let tree = try tree()
    try tree.folder.link("7/fd/4", to: "socket:[100]")
    try tree.addThread(9, of: 8, sockets: [:])
    try replaceLink(tree, with: "file", at: "7/fd/3")
    try replaceLink(tree, with: "file", at: "8/task/9/fd/5")
    let run = try Program.portstat.run("--proc", tree.path, "--jsonl")
    let records = try SocketRecord.records(run.output)
    #expect(records.map(\.descriptors) == [["7/4"], ["8/3"]])
    #expect(run.errorText.contains("file descriptors of 2 processes are not symbolic links"))
  }

  /// A table that went through a text conversion to CRLF has the same rows.
  @Test(arguments: Fixtures.names)
  func tablesWithCRLFHaveTheSameRows(fixture: String) throws {
    let usual = try Program.portstat.run("--proc", Fixtures.path(fixture), "--jsonl")
    let folder = try TemporaryDirectory()
    let copy = folder.url.appendingPathComponent("proc")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: Fixtures.path(fixture)), to: copy)
    var count = 0
    for name in ["tcp", "tcp6", "udp", "udp6"] {
      let file = copy.appendingPathComponent("self/net/\(name)")
      guard let text = try? String(contentsOf: file, encoding: .isoLatin1) else { continue }
      try text.replacing("\n", with: "\r\n").write(to: file, atomically: true, encoding: .isoLatin1)
      count += 1
    }
    try #require(count > 0)
    let run = try Program.portstat.run("--proc", copy.path, "--jsonl")
    #expect(run.output == usual.output)
    #expect(
      run.errorText == usual.errorText.replacing(Fixtures.path(fixture), with: copy.path))
  }

  /// With CR alone all rows are one line, the heading: a machine full of sockets looks idle.
  @Test func tablesWithCRAreNotEmptyOnes() throws {
    let tree = try tree()
    for name in ["tcp", "tcp6", "udp", "udp6"] {
      let file = tree.folder.url.appendingPathComponent("self/net/\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      try tree.folder.write(text.replacing("\n", with: "\r"), to: "self/net/\(name)")
    }
    let run = try Program.portstat.run("--proc", tree.path, "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.errorText.contains("tcp: line 1 "))
    #expect(run.errorText.contains("no valid line end at column"))
  }

  /// Where only some line ends were lost, each row counts, or is reported: it never disappears behind
  /// another one.
  @Test(arguments: ["\r", "", " "])
  func rowsOnOneLineAreReported(end: String) throws {
    for isPadded in [true, false] {
      let tree = try ProcTree(empty: ())
      let rows = (80...83).map { port in
        let row = KernelRow.listener("127.0.0.1:\(port)", inode: UInt64(port))
        let text = row.tcpText(number: port - 80)
        return isPadded ? text : text.trimmingCharacters(in: [" "])
      }
      let text = "\(ProcTree.heading)\n\(rows[0])\n\(rows[1])\(end)\(rows[2])\n\(rows[3])\n"
      try tree.folder.write(text, to: "self/net/tcp")
      let run = try Program.portstat.run("--proc", tree.path, "-t", "--json")
      #expect(run.text.contains(#""complete":false"#))
      #expect(run.errorText.contains("tcp: line 3 "))
      let ports = try SocketRecord.records(["--proc", tree.path, "-t"]).map(\.localPort)
      #expect(ports == [80, 83])
    }
  }

  /// The first row on the line of the heading.
  @Test func aRowBehindTheHeadingIsReported() throws {
    let tree = try ProcTree(empty: ())
    let row = KernelRow.listener("127.0.0.1:80", inode: 100).tcpText(number: 0)
    try tree.folder.write("\(ProcTree.heading)\(row)\n", to: "self/net/tcp")
    let run = try Program.portstat.run("--proc", tree.path, "-t", "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.errorText.contains("tcp: line 1 "))
  }
}
