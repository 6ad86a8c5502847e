import Synchronization
import Testing

@testable import SocketInspector

@Suite struct ThreadGroupTests {
  /// Work that a thread did not do, or that was not waited for, is processes not looked at.
  @Test(arguments: [0, 1, 4, 16])
  func everyThreadRunsTheWorkBeforeTheyAreJoined(count: Int) {
    let runs = Counter()
    let threads = ThreadGroup(count) { runs.add() }
    threads.join()
    #expect(runs.value == count)
  }

  /// A container may say anything of its processors; the program needs at least one.
  @Test func thereIsAProcessor() {
    #expect(processorCount >= 1)
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func add() { count.add(1, ordering: .sequentiallyConsistent) }
  }
}
