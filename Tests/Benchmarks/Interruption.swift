import Glibc
import Synchronization

/// Makes a signal end the program between two runs, so that generated trees are deleted.
enum Interruption {
  private static let hasCome = Atomic<Bool>(false)

  static func watch() {
    hasCome.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.hasCome.store(true, ordering: .relaxed) }
    }
  }

  static func check() throws {
    if hasCome.load(ordering: .relaxed) { throw Failure(description: "interrupted") }
  }
}
