import Foundation

/// How long tests run, by the environment variable `PORTSTAT_LONG_TESTS`: without it, in short; `1` in full;
/// `gate`, as `.ci/run` sets it, with full sizes and an eighth of the repetitions, which keeps the gate
/// within 25 minutes on two processors.
public enum LongTests {
  private static let setting = ProcessInfo.processInfo.environment["PORTSTAT_LONG_TESTS"]

  /// Whether they run in full.
  public static let areOn = setting == "1"

  /// The number of repetitions, or of seconds.
  public static func count(_ short: Int, long: Int) -> Int {
    switch setting {
    case "1": long
    case "gate": max(short, long / 8)
    default: short
    }
  }

  /// The size of an input.
  public static func size(_ short: Int, long: Int) -> Int { setting == nil ? short : long }
}
