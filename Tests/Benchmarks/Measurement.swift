/// The time and the allocations of a subject with some number of items.
struct Measurement {
  /// The minimum duration of a round, in nanoseconds. With few items, the work is repeated.
  private static let minRoundTime = 2_000_000.0
  /// The duration in nanoseconds from which on three rounds are enough, including the first one.
  private static let longRoundTime = 100_000_000.0

  /// The median of all rounds.
  let nanosecondsPerItem: Double
  let allocationsPerItem: Double

  init(_ subject: Subject, items: Int, rounds: Int) throws {
    let run = try subject.prepare(items)
    let first = Stopwatch()
    try run(first)
    let isLong = first.nanoseconds > Self.longRoundTime
    let repeats = max(1, Int(Self.minRoundTime / max(first.nanoseconds, 1)))
    var results = isLong ? [first] : []
    while results.count < (isLong ? min(rounds, 3) : rounds) {
      let stopwatch = Stopwatch()
      for _ in 0..<repeats {
        try run(stopwatch)
        try Interruption.check()
      }
      results.append(stopwatch)
    }
    let divisor = Double(items * repeats)
    nanosecondsPerItem = results.map(\.nanoseconds).sorted()[results.count / 2] / divisor
    allocationsPerItem = Double(results.map(\.allocations).sorted()[results.count / 2]) / divisor
  }
}
