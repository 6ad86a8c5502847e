import Foundation
import TestSupport
import Testing

/// Recordings that were damaged in transit: by an archive without links, or by a text conversion.
@Suite struct CopiedTreeTests {
  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 101),
    ])
    try tree.addProcess(7)
    try tree.addProcess(8, sockets: [3: 101])
    return tree
  }

  /// Replaces the link of a descriptor as tools do that do not preserve links: by a file that
  /// contains the target, an empty file, or a directory.
  private func replaceLink(_ tree: ProcTree, with kind: String, at name: String) throws {
    switch kind {
    case "directory": try tree.makeFolder(name)
    case "empty file": try tree.folder.write("", to: name)
    default: try tree.folder.write("socket:[100]", to: name)
    }
  }

  /// Port 80 was reported to have no owner, so the reader of the recording stopped looking for the
  /// process that has it open.
  @Test(arguments: ["file", "empty file", "directory"])
  func aSocketWhoseLinkWasCopiedAsAFileIsNotUnowned(kind: String) throws {
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

  /// If the copying tool drops the links altogether, every socket would be reported as unowned.
  @Test func aRecordingWithoutDescriptorsIsReported() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:80", inode: 100)])
    try tree.remove("\(ProcTree.idlePID)")
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

  /// A recording that an ordinary user made lacks the descriptors of other users' processes: the directory is
  /// missing, or empty as cp and tar leave it. Their sockets would be reported to have no owner.
  @Test(arguments: ["missing", "empty"])
  func aProcessWhoseDescriptorsWereNotRecordedIsUnknown(kind: String) throws {
    let tree = try tree()
    try tree.remove("7/fd")
    if kind == "missing" {
      try tree.remove("7/comm")
      try tree.folder.write("7 (server) S 1", to: "7/stat")
    }
    if kind == "empty" {
      try tree.makeFolder("7/fd")
      try tree.folder.write("/usr/sbin/server\0-D\0", to: "7/cmdline")
    }
    // A thread of the kernel has no descriptors and no command line.
    try tree.addProcess(2, name: "kthreadd")
    try tree.folder.write("", to: "2/cmdline")
    let run = try Program.portstat.run("--proc", tree.path, "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.text.contains(#""unreadable_processes":1"#))
    let note = """
      portstat: the recording lacks the file descriptors of 1 process (the first: \
      \(tree.path)/7/fd), so the owners of some sockets are unknown; make the recording as root

      """
    #expect(run.errorText == note)
    let records = try SocketRecord.records(["--proc", tree.path])
    #expect(records.map(\.ownership) == ["denied", "known"])
    #expect(try Program.portstat.run("--proc", tree.path, "-q", "80").status == 3)
  }

  /// A broken link must not hide the other descriptors of its process, and links in a thread's
  /// descriptor table can be broken too.
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

  /// A table that was converted to the line endings of another system must show the same rows.
  @Test(arguments: Fixtures.names, ["\r\n", "\r"])
  func tablesWithOtherLineEndingsHaveTheSameRows(fixture: String, end: String) throws {
    let usual = try Program.portstat.run("--proc", Fixtures.path(fixture), "--jsonl")
    let folder = try TemporaryDirectory()
    let copy = folder.url.appendingPathComponent("proc")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: Fixtures.path(fixture)), to: copy)
    var count = 0
    for name in ["tcp", "tcp6", "udp", "udp6"] {
      let file = copy.appendingPathComponent("self/net/\(name)")
      guard let text = try? String(contentsOf: file, encoding: .isoLatin1) else { continue }
      try text.replacing("\n", with: end).write(to: file, atomically: true, encoding: .isoLatin1)
      count += 1
    }
    try #require(count > 0)
    let run = try Program.portstat.run("--proc", copy.path, "--jsonl")
    #expect(run.output == usual.output)
    #expect(
      run.errorText == usual.errorText.replacing(Fixtures.path(fixture), with: copy.path))
  }

  /// If some line endings are lost, each row is shown or reported. None may disappear silently
  /// because another row precedes it on the same line.
  @Test(arguments: ["", " ", "\t"])
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
      #expect(run.errorText.contains("/self/net/tcp, line 3: skipped, "))
      let ports = try SocketRecord.records(["--proc", tree.path, "-t"]).map(\.localPort)
      #expect(ports == [80, 83])
    }
  }

  /// The first row must be reported if it ended up on the line of the heading.
  @Test func aRowOnTheLineOfTheHeadingIsReported() throws {
    let tree = try ProcTree(empty: ())
    let row = KernelRow.listener("127.0.0.1:80", inode: 100).tcpText(number: 0)
    try tree.folder.write("\(ProcTree.heading)\(row)\n", to: "self/net/tcp")
    let run = try Program.portstat.run("--proc", tree.path, "-t", "--json")
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.errorText.contains("/self/net/tcp, line 1: skipped, "))
  }
}
