import Testing

@testable import SocketInspector

@Suite struct MountInfoTests {
  private static let open = "22 28 0:21 / /proc rw,nosuid shared:5 - proc proc rw\n"
  private static let hidden = "23 28 0:22 / /a\\040tree rw - proc proc rw,gid=5,hidepid=invisible\n"

  /// A listing would claim to be complete although hidepid hides other processes. The mounted file
  /// system decides, not the path that leads to it.
  @Test(
    arguments: [
      ("0:21", open, false), ("0:22", hidden, true), ("0:21", open + hidden, false),
      ("0:22", open + hidden, true), ("0:2", open + hidden, nil), ("0:221", open + hidden, nil),
      // Every value that hides processes, of old and new kernels; 1 only denies access to them.
      ("0:5", "1 2 0:5 / /p rw - proc proc rw,hidepid=2\n", true),
      ("0:5", "1 2 0:5 / /p rw - proc proc rw,hidepid=4", true),
      ("0:5", "1 2 0:5 / /p rw - proc proc rw,hidepid=ptraceable\n", true),
      ("0:5", "1 2 0:5 / /p rw - proc proc rw,hidepid=noaccess\n", false),
      ("0:5", "1 2 0:5 / /p rw - proc proc rw,hidepid=1\n", false),
      // Several optional fields, and a mount without a source.
      ("0:5", "1 2 0:5 / /p rw master:1 propagate_from:2 - proc  rw,hidepid=2\n", true),
      // Another file system, and lines that end early.
      ("0:5", "1 2 0:5 / /p rw - tmpfs proc rw,hidepid=2\n", nil),
      ("0:5", "1 2 0:5 / /p rw\n", nil), ("0:5", "1 2 0:5 / /p rw x x x\n", nil), ("0:5", "", nil),
      ("0:5", "1 2 0:5 / /p rw shared:1 - proc\n", nil),
      ("0:5", "1 2 0:5 / /p rw shared:1 - proc proc\n", nil),
    ] as [(String, String, Bool?)])
  func hidepidIsReadFromTheMountOfTheDevice(device: String, text: String, expected: Bool?) {
    let bytes = Array(text.utf8)
    let isHidden = bytes.span.hidesProcesses(ofDevice: device)
    #expect(isHidden == expected)
  }
}
