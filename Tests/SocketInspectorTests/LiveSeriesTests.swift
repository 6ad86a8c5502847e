import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// A real process that opens, closes and passes on sockets, watched through the real /proc.
@Suite struct LiveSeriesTests {
  /// Two processes; the first does what it is told in a line, and answers with one.
  private static let script = """
    import array, os, socket, sys
    os.setpgid(0, 0)
    here, there = socket.socketpair()
    answers, report = os.pipe()
    listeners = {}
    child = os.fork()
    if child == 0:
      here.close()
      while True:
        data, ancillary, _, _ = there.recvmsg(1, socket.CMSG_SPACE(4))
        if not data: os._exit(0)
        fd = array.array("i", ancillary[0][2])[0]
        os.write(report, b"%d\\n" % fd)
    there.close()
    print(child, flush=True)
    replies = os.fdopen(answers)
    out = open(sys.argv[1], "w", buffering=1)
    for line in open(sys.argv[2]):
      word, name = line.split()
      if word == "open":
        listeners[name] = socket.create_server(("127.0.0.1", 0))
        fd = listeners[name].fileno()
        print(os.fstat(fd).st_ino, fd, file=out)
      elif word == "close":
        listeners.pop(name).close()
        print("closed 0", file=out)
      elif word == "pass":
        fd = array.array("i", [listeners[name].fileno()])
        here.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fd)])
        received = replies.readline().strip()
        listeners.pop(name).close()
        print("passed", received, file=out)
    """

  /// The script, started, with the two FIFOs that lead to it and back.
  private final class Helper {
    private let tree: ProcTree
    private let program: RunningProgram
    private let commands: FileHandle
    private let answers: FileHandle

    var pid: Int32 { program.pid }
    var child: Int32 { Int32(program.line) ?? -1 }

    init() throws {
      let tree = try ProcTree(empty: ())
      try tree.makeFIFO("out")
      try tree.makeFIFO("in")
      let paths = ["out", "in"].map { tree.folder.url.appendingPathComponent($0).path }
      self.tree = tree
      let python = try Program.installed("python3")
      program = try RunningProgram(python, ["-c", LiveSeriesTests.script] + paths)
      // Open for both, so that neither side waits for the other to come.
      func open(_ path: String) throws -> FileHandle {
        let fd = Foundation.open(path, O_RDWR | O_CLOEXEC)
        try #require(fd >= 0)
        return FileHandle(fileDescriptor: fd, closeOnDealloc: true)
      }
      answers = try open(paths[0])
      commands = try open(paths[1])
    }

    /// Has something done, and gives the two words of the answer.
    func tell(_ command: String) throws -> (first: String, number: Int32) {
      try commands.write(contentsOf: Data("\(command)\n".utf8))
      var text = Data()
      while text.last != UInt8(ascii: "\n") {
        var request = pollfd(fd: answers.fileDescriptor, events: Int16(POLLIN), revents: 0)
        try #require(poll(&request, 1, 30_000) == 1, "no answer to \(command)")
        text += answers.availableData
      }
      let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      try #require(words.count == 2)
      return (String(words[0]), try #require(Int32(words[1])))
    }

    func open(_ name: String) throws -> (inode: UInt64, fd: Int32) {
      let answer = try tell("open \(name)")
      return (try #require(UInt64(answer.first)), answer.number)
    }
  }

  /// The owners of sockets as they would be shown if something happens after the snapshot was taken.
  private func owners(
    of inodes: [UInt64], _ series: inout SnapshotSeries, after change: () throws -> Void
  ) throws -> [[String]] {
    let snapshot = try series.next()
    let rows = inodes.compactMap { inode in snapshot.sockets.first { $0.inode == inode } }
    try #require(rows.count == inodes.count)
    try change()
    return try series.recheck(rows, in: snapshot, .processName).map { row in
      row.owners.map { "\($0.pid)\($0.fds)" }
    }
  }

  /// The owners of a socket as they would be shown; nil when it is in no table.
  private func owners(
    of inode: UInt64, _ series: inout SnapshotSeries
  ) throws -> [String]? {
    let snapshot = try series.next()
    let rows = snapshot.sockets.filter { $0.inode == inode }
    return try series.recheck(rows, in: snapshot, .processName).first.map { row in
      row.owners.map { "\($0.pid)\($0.fds)" }
    }
  }

  /// The kernel's own numbers are what the checks rest on: a recording cannot stand for them.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func whoHoldsASocketIsRightAtEveryLook() throws {
    let helper = try Helper()
    var series = SnapshotSeries(Query(requirements: [.owners, .retransmits]))
    let first = try helper.open("a")
    #expect(try owners(of: first.inode, &series) == ["\(helper.pid)[\(first.fd)]"])

    // Another socket under the same number: just as many descriptors.
    _ = try helper.tell("close a")
    let second = try helper.open("b")
    #expect(second.fd == first.fd)
    #expect(try owners(of: second.inode, &series) == ["\(helper.pid)[\(second.fd)]"])
    #expect(try owners(of: first.inode, &series) == nil)

    // Passed on, and another one opened in its place before anybody looked.
    let passed = try helper.tell("pass b")
    let third = try helper.open("c")
    #expect(third.fd == second.fd)
    let shown = try owners(of: second.inode, &series)
    #expect(shown?.contains { $0.hasPrefix("\(helper.pid)[") } == false, "\(shown ?? [])")
    let late = try eventually("the receiver") {
      let shown = try owners(of: second.inode, &series)
      return shown?.isEmpty == false ? shown : nil
    }
    #expect(late == ["\(helper.child)[\(passed.number)]"])
    #expect(try owners(of: third.inode, &series) == ["\(helper.pid)[\(third.fd)]"])

    // Closed or passed on between the snapshot and the output, beside a socket that stays.
    for name in ["d", "e", "f", "g"] {
      let changed = try helper.open(name)
      let shown = try owners(of: [third.inode, changed.inode], &series) {
        _ = try helper.tell(name < "f" ? "close \(name)" : "pass \(name)")
        _ = try helper.open(name + name)
      }
      #expect(shown == [["\(helper.pid)[\(third.fd)]"], []])
    }

    // The receiver ends.
    kill(helper.child, SIGKILL)
    let gone = try eventually("the end of the socket") {
      try owners(of: second.inode, &series) == nil ? true : nil
    }
    #expect(gone)
  }

  /// Opened and closed between any two looks: each socket that stays is its process's, at once.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func socketsThatComeAndGoAreNeverSomebodyElses() throws {
    let helper = try Helper()
    var series = SnapshotSeries(Query(requirements: [.owners, .retransmits]))
    for _ in 0..<10 {
      let one = try helper.open("one")
      let other = try helper.open("other")
      #expect(try owners(of: one.inode, &series) == ["\(helper.pid)[\(one.fd)]"])
      // Another socket takes its number before the rows are shown.
      let shown = try owners(of: [one.inode, other.inode], &series) {
        _ = try helper.tell("close one")
        #expect(try helper.open("next").fd == one.fd)
      }
      #expect(shown == [[], ["\(helper.pid)[\(other.fd)]"]])
      _ = try helper.tell("close next")
      #expect(try owners(of: other.inode, &series) == ["\(helper.pid)[\(other.fd)]"])
      #expect(try owners(of: one.inode, &series) == nil)
      _ = try helper.tell("close other")
    }
  }
}
