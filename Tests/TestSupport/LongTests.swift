import Foundation

/// Whether tests that take long go all the way: with `PORTSTAT_LONG_TESTS=1`, as `.ci/run` sets it.
public enum LongTests {
  public static let areOn = ProcessInfo.processInfo.environment["PORTSTAT_LONG_TESTS"] == "1"

  /// How often something is tried.
  public static func count(_ short: Int, long: Int) -> Int { areOn ? long : short }
}
