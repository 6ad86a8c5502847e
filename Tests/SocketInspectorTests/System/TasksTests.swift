import Foundation
import Testing

@testable import SocketInspector

@Suite struct TasksTests {
  /// Two threads that share a table show every descriptor twice unless the kernel is asked.
  @Test func thisProcessSharesItsTableWithItselfOnly() {
    // nil where a sandbox forbids kcmp(2).
    #expect(shareDescriptorTable(getpid(), getpid()) != false)
    #expect(shareDescriptorTable(getpid(), getppid()) != true)
    #expect(shareDescriptorTable(getpid(), .max) == nil)
  }
}
