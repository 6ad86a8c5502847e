import SocketInspector

/// Writes numbers with at most three significant digits and a decimal unit, so that a column of rates is
/// narrow and easy to compare: `0`, `999`, `1.2k`, `14.3k`, `310k`, `1.2M`.
enum RoundedNumber {
  /// The prefixes for powers of 1000.
  private static let units = Array("kMGTPE".utf8)

  /// Appends a number, rounded half up.
  static func append(_ number: UInt64, to text: inout [UInt8]) {
    if number < 1000 { return text.append(decimal: number) }
    var (unit, scale) = (0, 1000 as UInt64)
    while unit + 1 < units.count, rounded(number, to: scale) >= 1000 {
      unit += 1
      scale *= 1000
    }
    let tenths = rounded(number, to: scale / 10)
    if tenths < 1000 {
      text.append(decimal: tenths / 10)
      text.append(UInt8(ascii: "."))
      text.append(decimal: tenths % 10)
    } else {
      text.append(decimal: rounded(number, to: scale))
    }
    text.append(units[unit])
  }

  /// The digits and the unit: `14.3` and `k`. The unit of numbers below 1000 is empty.
  static func parts(_ number: UInt64) -> (digits: String, unit: String) {
    var text: [UInt8] = []
    append(number, to: &text)
    let unit = text.last.flatMap { units.contains($0) ? text.removeLast() : nil }
    return (
      String(decoding: text, as: UTF8.self),
      String(decoding: [unit].compactMap(\.self), as: UTF8.self)
    )
  }

  private static func rounded(_ number: UInt64, to scale: UInt64) -> UInt64 {
    number / scale + (number % scale >= scale / 2 ? 1 : 0)
  }
}
