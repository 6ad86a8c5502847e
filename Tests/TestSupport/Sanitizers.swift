import Foundation

/// The compiler's checks at run time, `swift test --sanitize=…`.
public enum Sanitizers {
  /// Whether the tests, and the program with them, were built with one: its memory is not the
  /// program's own then, and its time ten times as long.
  public static let areOn = ["__tsan_init", "__asan_init"].contains { (name: String) in
    dlsym(nil, name) != nil
  }
}
