import Synchronization
import Testing

@testable import SocketInspector

@Suite struct OnceValueTests {
  /// A file that is read by each thread takes its time for each, and two answers may differ.
  @Test func aValueIsComputedOnceForAllThreads() {
    let count = Counter()
    let value = OnceValue<Int?>()
    let values = parallelMap(16) { _ in value.value { count.next() } }
    #expect(values == Array(repeating: 1, count: 16))
    // Also if the value is nil.
    let nothing = OnceValue<Int?>()
    for _ in 0..<2 {
      #expect(nothing.value { count.next() > 2 ? 0 : nil } == nil)
    }
  }

  private final class Counter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .sequentiallyConsistent).newValue }
  }
}
