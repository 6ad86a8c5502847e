import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The events that the live view and the event stream wait for.
@Suite struct EventPollerTests {
  private static let timeout = 0.2

  /// Waits on a thread of its own while keys come from a pipe, and returns the event.
  private func event(
    _ prepare: @escaping @Sendable (Pipe) -> Void = { _ in }
  ) throws -> EventPoller.Event {
    try OwnThread.run {
      let pipe = Pipe()
      let poller = try EventPoller(keysFrom: pipe.fileHandleForReading.fileDescriptor)
      prepare(pipe)
      return try poller.wait(until: MonotonicTime.now.adding(seconds: Self.timeout))
    }
  }

  /// An update must come when it is due, although nothing else happens.
  @Test func timeEndsTheWait() throws {
    #expect(try event() == .timeout)
  }

  /// A key must not have to wait for the next update.
  @Test func keysEndTheWait() throws {
    #expect(try event { $0.fileHandleForWriting.write(Data("jk".utf8)) } == .keys(Array("jk".utf8)))
  }

  /// When the terminal is closed, portstat must not keep running.
  @Test func endOfInputEndsTheProgram() throws {
    #expect(try event { try? $0.fileHandleForWriting.close() } == .terminate)
  }

  /// Ctrl-C, kill(1), Ctrl-Z and a resize of the window must take effect at once.
  @Test(
    arguments: [
      (SIGINT, .terminate), (SIGTERM, .terminate), (SIGHUP, .terminate), (SIGUSR1, .terminate),
      (SIGWINCH, .resize), (SIGTSTP, .stop), (SIGCONT, .resume),
    ] as [(Int32, EventPoller.Event)])
  func signalsEndTheWait(signal: Int32, expected: EventPoller.Event) throws {
    #expect(try event { _ in pthread_kill(pthread_self(), signal) } == expected)
  }

  /// Ctrl-C must end portstat even if keys arrive faster than they are handled.
  @Test func signalsComeBeforeKeys() throws {
    #expect(
      try event { pipe in
        pipe.fileHandleForWriting.write(Data("jjjj".utf8))
        pthread_kill(pthread_self(), SIGTERM)
      } == .terminate)
  }

  /// A paste is read as a whole, and a signal interrupts the reading.
  @Test func furtherKeysAreReadWithTheFirst() throws {
    let (more, none, afterSignal) = try OwnThread.run {
      let pipe = Pipe()
      let poller = try EventPoller(keysFrom: pipe.fileHandleForReading.fileDescriptor)
      pipe.fileHandleForWriting.write(Data("[A".utf8))
      let more = poller.moreKeys(within: 50)
      let none = poller.moreKeys(within: 0)
      pipe.fileHandleForWriting.write(Data("[A".utf8))
      pthread_kill(pthread_self(), SIGTERM)
      return (more, none, poller.moreKeys(within: 50))
    }
    #expect(more == Array("[A".utf8) && none.isEmpty && afterSignal.isEmpty)
  }
}
