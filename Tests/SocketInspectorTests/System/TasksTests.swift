import Foundation
import Testing

@testable import SocketInspector

@Suite struct TasksTests {
  /// Descriptors would be listed once for each thread, or those of a thread with a table of its own
  /// would be missed.
  @Test func thisProcessSharesItsTableWithItselfOnly() {
    // The result is nil in a sandbox that forbids kcmp(2).
    #expect(shareDescriptorTable(getpid(), getpid()) != false)
    #expect(shareDescriptorTable(getpid(), getppid()) != true)
    #expect(shareDescriptorTable(getpid(), .max) == nil)
  }
}
