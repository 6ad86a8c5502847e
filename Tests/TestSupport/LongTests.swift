import Foundation

/// Whether long tests run with their full number of repetitions: if `PORTSTAT_LONG_TESTS=1`, as `.ci/run`
/// sets it.
public enum LongTests {
  public static let areOn = ProcessInfo.processInfo.environment["PORTSTAT_LONG_TESTS"] == "1"

  /// The number of repetitions.
  public static func count(_ short: Int, long: Int) -> Int { areOn ? long : short }
}
