import Foundation

/// Measures parts of the program on generated input: `swift run -c release Benchmarks --help`.
@main
enum Benchmarks {
  private static let usage = """
    Usage: Benchmarks [--most N] [--rounds N] [NAME ...]

    Measures the time and the allocations of parts of portstat, with 1 to 1,000,000 items.
    The exit status is 1 if a part allocates more than it may.

      --most N    Use at most N items
      --rounds N  Report the median of N rounds (default: 5; at most 3 if a round takes
                  longer than 0.1 s)
      NAME        Measure only parts whose names contain NAME

    """

  static func main() {
    do {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      if options.isHelp {
        print(usage, terminator: "")
        return
      }
      #if DEBUG
        print("This is a debug build: its figures mean nothing. Use swift run -c release.\n")
      #endif
      Interruption.watch()
      if try run(options) { return }
    } catch {
      FileHandle.standardError.write(Data("Benchmarks: \(error)\n".utf8))
    }
    exit(1)
  }

  /// - Returns: Whether no subject allocated more than it may.
  private static func run(_ options: Options) throws -> Bool {
    var isWithinLimits = true
    line("subject", "item", "items", "ns/item", "allocations/item")
    for subject in options.subjects {
      let most = min(options.maxItems, subject.maxItems)
      for items in sequence(first: 1, next: { $0 * 10 }).prefix(while: { $0 <= most }) {
        let result = try Measurement(subject, items: items, rounds: options.rounds)
        line(
          subject.name, subject.item, "\(items)", fixed(result.nanosecondsPerItem, places: 1),
          fixed(result.allocationsPerItem, places: 3))
        if exceedsLimit(result, subject, items) {
          print("  expected at most \(subject.maxAllocations ?? 0) allocations per item")
          isWithinLimits = false
        }
      }
      if subject.maxItems < options.maxItems {
        print("  not measured with more than \(subject.maxItems) items: see Tests/Benchmarks")
      }
    }
    return isWithinLimits
  }

  /// Whether a subject allocated more than it may. Not checked in a debug build, which allocates much that a
  /// release build does not.
  private static func exceedsLimit(_ result: Measurement, _ subject: Subject, _ items: Int) -> Bool
  {
    #if DEBUG
      return false
    #else
      guard items >= 1000, let most = subject.maxAllocations else { return false }
      return result.allocationsPerItem > most
    #endif
  }

  private static func line(
    _ subject: String, _ item: String, _ items: String, _ time: String, _ allocations: String
  ) {
    print(
      subject.padded(to: 14), item.padded(to: 10), items.padded(to: -9), time.padded(to: -12),
      allocations.padded(to: -18))
    fflush(nil)
  }

  private static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    return "\(scaled / scale)." + String(String(scale + scaled % scale).dropFirst())
  }
}

extension String {
  /// The text, padded with spaces at its end, or at its beginning if the width is negative.
  fileprivate func padded(to width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? blanks + self : self + blanks
  }
}
