import Foundation

/// The run-time checks of `swift test --sanitize=…`.
public enum Sanitizers {
  /// Whether the tests and the program were built with a sanitizer, which uses memory of its own
  /// and makes them about ten times slower.
  public static let areOn = ["__tsan_init", "__asan_init"].contains { (name: String) in
    dlsym(nil, name) != nil
  }
}
