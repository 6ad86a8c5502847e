import Foundation
import TestSupport
import Testing

@testable import portstat

/// What the parser finds out about the machine for its suggestions.
@Suite struct MachineFactsTests {
  /// The name that the table shows would be called an invalid port, because the kernel cuts it off.
  @Test func processesAreKnownByTheNameInTheTable() throws {
    let tree = try ProcTree()
    try tree.addProcess(41, name: "link-with-a-lon")
    try Data("/usr/bin/python3\0/srv/link-with-a-long-name\0".utf8).write(
      to: URL(filePath: tree.path + "/41/cmdline"))
    #expect(MachineFacts.current.isRunning("link-with-a-long-name", tree.path))
    #expect(MachineFacts.current.isRunning("link-with-a-lon", tree.path))
    #expect(!MachineFacts.current.isRunning("link-with-a-longer-name", tree.path))
    #expect(!MachineFacts.none.isRunning("link-with-a-lon", tree.path))
  }
}
