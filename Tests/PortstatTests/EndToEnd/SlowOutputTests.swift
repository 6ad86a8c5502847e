import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Writes with a time limit. A note that cannot be written now is written later, and a live view
/// leaves its screen, instead of hanging while signals are blocked.
@Suite struct SlowOutputTests {
  /// Writes while another thread reads from the other end.
  private func write(
    _ bytes: [UInt8], to writer: Int32, milliseconds: Int32,
    meanwhile read: @escaping @Sendable () -> Void
  ) -> SystemError? {
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      read()
      isRead.signal()
    }
    defer { isRead.wait() }
    do throws(SystemError) {
      try StandardStream(descriptor: writer).limited(milliseconds: milliseconds).write(bytes.span)
      return nil
    } catch {
      return error
    }
  }

  /// The limit applies to the whole text: a slow reader must not extend it with each read.
  @Test func aSlowReaderDoesNotExtendTheLimit() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (reader, writer) = (ends[0], ends[1])
    defer { ends.forEach { close($0) } }
    // The last 100 pieces do not fit into the pipe, and reading them takes at least two seconds.
    let text = [UInt8](repeating: 0x78, count: 65_536 + 100 * 4096)
    let error = write(text, to: writer, milliseconds: 200) {
      var buffer = [UInt8](repeating: 0, count: 4096)
      for _ in 0..<110 {
        usleep(20_000)
        var request = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        if poll(&request, 1, 0) == 1 { _ = Foundation.read(reader, &buffer, buffer.count) }
      }
    }
    #expect(error?.isTimeout == true)
  }
}
