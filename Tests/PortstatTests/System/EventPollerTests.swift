import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What ends the waiting of the live view and of the event stream.
@Suite struct EventPollerTests {
  private static let soon = 0.2

  /// What a wait on a thread of its own returns while keys come from a pipe.
  private func event(
    _ prepare: @escaping @Sendable (Pipe) -> Void = { _ in }
  ) throws -> EventPoller.Event {
    try OwnThread.run {
      let pipe = Pipe()
      let poller = try EventPoller(keysFrom: pipe.fileHandleForReading.fileDescriptor)
      prepare(pipe)
      return try poller.wait(until: MonotonicTime.now.adding(seconds: Self.soon))
    }
  }

  /// An update that is due must come although nothing else happens.
  @Test func timeEndsTheWait() throws {
    #expect(try event() == .timeout)
  }

  /// A key must not wait for the next update.
  @Test func keysEndTheWait() throws {
    #expect(try event { $0.fileHandleForWriting.write(Data("jk".utf8)) } == .keys(Array("jk".utf8)))
  }

  /// A terminal that is gone must not leave the program behind.
  @Test func theEndOfTheKeysEndsTheProgram() throws {
    #expect(try event { try? $0.fileHandleForWriting.close() } == .terminate)
  }

  /// Ctrl-C, kill(1), Ctrl-Z and a window that changed its size.
  @Test(
    arguments: [
      (SIGINT, .terminate), (SIGTERM, .terminate), (SIGHUP, .terminate), (SIGUSR1, .terminate),
      (SIGWINCH, .resize), (SIGTSTP, .stop), (SIGCONT, .resume),
    ] as [(Int32, EventPoller.Event)])
  func signalsEndTheWait(signal: Int32, expected: EventPoller.Event) throws {
    #expect(try event { _ in pthread_kill(pthread_self(), signal) } == expected)
  }

  /// Ctrl-C has to end the program even if keys come faster than they are handled.
  @Test func signalsComeBeforeKeys() throws {
    #expect(
      try event { pipe in
        pipe.fileHandleForWriting.write(Data("jjjj".utf8))
        pthread_kill(pthread_self(), SIGTERM)
      } == .terminate)
  }

  /// A paste is taken together, and a signal ends the taking.
  @Test func moreKeysComeWithTheFirst() throws {
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
