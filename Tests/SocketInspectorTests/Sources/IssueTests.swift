import Foundation
import Testing

@testable import SocketInspector

@Suite struct IssueTests {
  private static let denied = SystemError(.open, "/proc/1/fd", code: EACCES)
  private static let error = ParseError(field: .localPort, column: 18)

  /// The message on standard error would not say what could not be read.
  @Test(
    arguments: [
      (.unreadableTable(denied), "cannot open /proc/1/fd: Permission denied"),
      (
        .malformedLines(path: "/proc/self/net/tcp", count: 1, firstLine: 3, firstError: error),
        "/proc/self/net/tcp, line 3: skipped, invalid local port at column 18"
      ),
      (
        .malformedLines(path: "/proc/self/net/tcp", count: 2, firstLine: 3, firstError: error),
        "/proc/self/net/tcp: skipped 2 lines; the first is line 3: invalid local port at "
          + "column 18"
      ),
      (
        .malformedLines(
          path: "tree/net/udp6", count: 1, firstLine: 1,
          firstError: ParseError(field: .heading, column: 1)),
        "tree/net/udp6, line 1: skipped, not a table header"
      ),
      (
        .malformedLines(path: "r/1/net/tcp6", count: 1, firstLine: 1, firstError: .emptyFile),
        "r/1/net/tcp6 is empty: expected a table header"
      ),
      (
        .unreadableProcesses(count: 12, firstError: denied),
        "12 processes could not be read; the first: cannot open /proc/1/fd: Permission denied"
      ),
      (
        .unsettledTable("udp", passes: 8),
        "udp: some sockets may be missing (the table changed during each of 8 reads); run portstat "
          + "again"
      ),
      (.processesOutsideNamespace, "processes outside this PID namespace cannot be seen"),
      (.unlistedProcesses, "some processes are not listed"),
      (.hiddenProcesses, "the processes of other users are hidden (hidepid)"),
      (
        .descriptorsNotLinks(processCount: 2, firstPath: "tree/7/fd/3"),
        "file descriptors of 2 processes are not symbolic links (the first: tree/7/fd/3), so the "
          + "owners of some sockets are unknown; copy the recording with a tool that keeps links, "
          + "such as cp -a or tar"
      ),
      (
        .unrecordedDescriptors(processCount: 3, firstPath: "tree/11/fd"),
        "the recording lacks the file descriptors of 3 processes (the first: tree/11/fd), so the owners "
          + "of some sockets are unknown; make the recording as root"
      ),
      (
        .reachedLimit(SystemError(.open, "/proc/7/comm", code: EMFILE)),
        "some details may be missing: cannot open /proc/7/comm: Too many open files; raise the "
          + "limit with ulimit -n"
      ),
    ] as [(SocketInspector.Issue, String)])
  func theTextSaysWhatIsMissing(issue: SocketInspector.Issue, expected: String) {
    #expect(issue.description == expected)
  }

  /// The message would say "1 processes".
  @Test func oneProcessIsSingular() {
    let issue = SocketInspector.Issue.unreadableProcesses(count: 1, firstError: Self.denied)
    #expect(
      issue.description == "a process could not be read: cannot open /proc/1/fd: Permission denied")
  }
}
