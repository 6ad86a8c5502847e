/// A comparison in a filter of ss, as an option of portstat and a value for it.
struct SSFilterTerm: Hashable {
  let option: String
  /// As for the option: alternatives separated by commas, and excluded values with the prefix `^`.
  let value: String

  /// The values, each with its prefix.
  var values: [Substring] { value.split(separator: ",") }
  /// Whether the value includes something, instead of only excluding.
  var includes: Bool { values.contains { !$0.hasPrefix("^") } }
  var excludes: Bool { values.contains { $0.hasPrefix("^") } }

  /// The term that selects everything else; nil if no value does.
  var negated: SSFilterTerm? {
    if includes, excludes { return nil }
    let values = values.map { includes ? "^\($0)" : String($0.dropFirst()) }
    return SSFilterTerm(option: option, value: values.joined(separator: ","))
  }

  /// The ports of `80`, `80-443` or `80-`; nil for names, lists and other options.
  private var range: ClosedRange<UInt16>? {
    guard option == "local-port" || option == "remote-port" else { return nil }
    let ends = value.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = ends.first.flatMap({ UInt16($0) }) else { return nil }
    if ends.count == 1 { return first...first }
    guard let last = ends[1].isEmpty ? .max : UInt16(ends[1]), first <= last else { return nil }
    return first...last
  }

  /// The range of ports that are in both terms; nil if there is none.
  func intersection(_ other: SSFilterTerm) -> SSFilterTerm? {
    guard let range, let others = other.range, range.overlaps(others) else { return nil }
    let both = range.clamped(to: others)
    let (first, last) = (both.lowerBound, both.upperBound)
    return SSFilterTerm(option: option, value: first == last ? "\(first)" : "\(first)-\(last)")
  }
}
