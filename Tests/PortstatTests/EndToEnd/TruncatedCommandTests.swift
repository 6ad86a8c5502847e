import Foundation
import TestSupport
import Testing

/// Command lines that are too long to be stored completely.
@Suite struct TruncatedCommandTests {
  /// A script that compares command lines must be able to tell that arguments are missing. The
  /// other processes must keep their usual keys.
  @Test(arguments: ["--json", "--jsonl"])
  func aTruncatedCommandIsMarked(format: String) throws {
    let tree = try ProcTree(
      tcp: [.listener("127.0.0.1:80", inode: 100), .listener("127.0.0.1:81", inode: 101)])
    try tree.addProcess(7, name: "long", sockets: [3: 100])
    try tree.addProcess(8, name: "short", sockets: [3: 101])
    let long = String(repeating: "x", count: 100_000)
    try tree.folder.write("long\0\(long)\0\(long)\0", to: "7/cmdline")
    try tree.folder.write("short\0x\0", to: "8/cmdline")
    let run = try Program.portstat.run(["--proc", tree.path, format])
    #expect(run.status == 0)
    let text = run.text
    #expect(text.contains(#""command":["long","\#(long)"],"command_truncated":true,"uid""#))
    #expect(text.contains(#""command":["short","x"],"uid""#))
    #expect(text.ranges(of: "command_truncated").count == 1)
  }
}
