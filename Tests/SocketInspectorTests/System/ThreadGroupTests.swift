import Synchronization
import Testing

@testable import SocketInspector

@Suite struct ThreadGroupTests {
  /// Processes would not be scanned because a thread did not run or was not waited for.
  @Test(arguments: [0, 1, 4, 16])
  func everyThreadRunsBeforeJoinReturns(count: Int) {
    let runs = Counter()
    let threads = ThreadGroup(count) { runs.add() }
    threads.join()
    #expect(runs.value == count)
  }

  /// Nothing would be scanned in a container that reports no processors.
  @Test func thereIsAtLeastOneProcessor() {
    #expect(processorCount >= 1)
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }

    func add() { count.add(1, ordering: .sequentiallyConsistent) }
  }
}
