/// What a subject takes with some number of items.
struct Measurement {
  /// How long a round is at least; small numbers of items are gone over again and again.
  private static let shortestRound = 2_000_000.0
  /// From this on, three rounds do, of which the first is the one that warms up.
  private static let longRound = 100_000_000.0

  /// The median of the rounds.
  let nanosecondsPerItem: Double
  let allocationsPerItem: Double

  init(_ subject: Subject, items: Int, rounds: Int) throws {
    let run = try subject.prepare(items)
    let first = Stopwatch()
    try run(first)
    let isLong = first.nanoseconds > Self.longRound
    let repeats = max(1, Int(Self.shortestRound / max(first.nanoseconds, 1)))
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
