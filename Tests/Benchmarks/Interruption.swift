import Glibc
import Synchronization

/// Makes a signal end the program between two runs, so that generated trees are deleted.
enum Interruption {
  private static let isRequested = Atomic<Bool>(false)

  static func watch() {
    isRequested.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.isRequested.store(true, ordering: .relaxed) }
    }
  }

  static func check() throws {
    if isRequested.load(ordering: .relaxed) { throw Failure(description: "interrupted") }
  }
}
