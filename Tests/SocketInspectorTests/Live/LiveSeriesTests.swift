import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// A series of snapshots of a real process that opens, closes and passes on sockets, through the
/// real /proc.
@Suite struct LiveSeriesTests {
  /// A process that opens and closes listeners, and passes them on to its child.
  private struct Helper {
    private let python: PythonSession
    let child: Int32

    var pid: Int32 { python.pid }

    init() throws {
      python = try PythonSession()
      child = try #require(
        Int32(
          try python.run(
            """
            import array
            here, there = socket.socketpair()
            received, report = os.pipe()
            listeners = {}
            answer = os.fork()
            if answer == 0:
              here.close()
              while True:
                _, ancillary, _, _ = there.recvmsg(1, socket.CMSG_SPACE(4))
                os.write(report, b"%d\\n" % array.array("i", ancillary[0][2])[0])
            there.close()
            """)))
    }

    func open(_ name: String) throws -> (inode: UInt64, fd: Int32) {
      let answer = try python.run(
        """
        listeners["\(name)"] = socket.create_server(("127.0.0.1", 0))
        fd = listeners["\(name)"].fileno()
        answer = f"{os.fstat(fd).st_ino} {fd}"
        """)
      let words = answer.split(separator: " ")
      return (try #require(UInt64(words[0])), try #require(Int32(words[1])))
    }

    func close(_ name: String) throws { try python.run("listeners.pop('\(name)').close()") }

    /// Passes a socket on to the child.
    ///
    /// - Returns: The child's file descriptor.
    @discardableResult
    func pass(_ name: String) throws -> Int32 {
      let answer = try python.run(
        """
        passed = listeners.pop("\(name)")
        socket.send_fds(here, [b"x"], [passed.fileno()])
        answer = os.read(received, 20).decode().strip()
        passed.close()
        """)
      return try #require(Int32(answer))
    }
  }

  /// The owners of sockets as they are shown if a change follows the snapshot.
  private func owners(
    of inodes: [UInt64], _ series: inout SnapshotSeries, after change: () throws -> Void
  ) throws -> [[String]] {
    let snapshot = try series.next()
    let rows = inodes.compactMap { inode in snapshot.sockets.first { $0.inode == inode } }
    try #require(rows.count == inodes.count)
    try change()
    return try series.recheck(rows, in: snapshot, .processName).sockets.map { row in
      row.owners.map { "\($0.pid)\($0.fds)" }
    }
  }

  /// The owners of a socket as they are shown; nil if it is in no table.
  private func owners(
    of inode: UInt64, _ series: inout SnapshotSeries
  ) throws -> [String]? {
    let snapshot = try series.next()
    let rows = snapshot.sockets.filter { $0.inode == inode }
    return try series.recheck(rows, in: snapshot, .processName).sockets.first.map { row in
      row.owners.map { "\($0.pid)\($0.fds)" }
    }
  }

  /// The live view would show the wrong owner of a socket that was closed, passed on or replaced.
  /// Only a real process shows which descriptor and inode numbers the kernel reuses.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func ownersAreRightInEverySnapshot() throws {
    let helper = try Helper()
    var series = SnapshotSeries(Query(requirements: [.owners, .retransmits]))
    let first = try helper.open("a")
    #expect(try owners(of: first.inode, &series) == ["\(helper.pid)[\(first.fd)]"])

    // Another socket with the same descriptor number, and the same number of descriptors.
    try helper.close("a")
    let second = try helper.open("b")
    #expect(second.fd == first.fd)
    #expect(try owners(of: second.inode, &series) == ["\(helper.pid)[\(second.fd)]"])
    #expect(try owners(of: first.inode, &series) == nil)

    // Passed on, and replaced by another one before the next snapshot.
    let passed = try helper.pass("b")
    let third = try helper.open("c")
    #expect(third.fd == second.fd)
    let shown = try owners(of: second.inode, &series)
    #expect(shown?.contains { $0.hasPrefix("\(helper.pid)[") } == false, "\(shown ?? [])")
    let late = try eventually("the receiver") {
      let shown = try owners(of: second.inode, &series)
      return shown?.isEmpty == false ? shown : nil
    }
    #expect(late == ["\(helper.child)[\(passed)]"])
    #expect(try owners(of: third.inode, &series) == ["\(helper.pid)[\(third.fd)]"])

    // Closed or passed on between the snapshot and the output, while another socket stays open.
    for name in ["d", "e", "f", "g"] {
      let changed = try helper.open(name)
      let shown = try owners(of: [third.inode, changed.inode], &series) {
        if name < "f" { try helper.close(name) } else { try helper.pass(name) }
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

  /// A socket would be shown with the wrong owner, or late, if others are opened and closed between
  /// any two snapshots.
  @Test(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
  func ownersAreRightWhileOtherSocketsOpenAndClose() throws {
    let helper = try Helper()
    var series = SnapshotSeries(Query(requirements: [.owners, .retransmits]))
    for _ in 0..<10 {
      let one = try helper.open("one")
      let other = try helper.open("other")
      #expect(try owners(of: one.inode, &series) == ["\(helper.pid)[\(one.fd)]"])
      // Another socket gets its descriptor number before the rows are rechecked.
      let shown = try owners(of: [one.inode, other.inode], &series) {
        try helper.close("one")
        #expect(try helper.open("next").fd == one.fd)
      }
      #expect(shown == [[], ["\(helper.pid)[\(other.fd)]"]])
      try helper.close("next")
      #expect(try owners(of: other.inode, &series) == ["\(helper.pid)[\(other.fd)]"])
      #expect(try owners(of: one.inode, &series) == nil)
      try helper.close("other")
    }
  }
}
