import SocketInspector

/// Writes times: for programs as RFC 3339 specifies, in UTC, `2026-11-21T08:00:00.123Z`; for people the local
/// time of day, `09:00:00.123`, and durations.
enum TimeText {
  /// Appends a time; nothing if it lies outside the years 0 to 9999.
  static func append(_ time: Timestamp, milliseconds: Bool, to text: inout [UInt8]) {
    guard let parts = time.dateComponents else { return }
    append(parts.year, 4, "-", to: &text)
    append(parts.month, 2, "-", to: &text)
    append(parts.day, 2, "T", to: &text)
    append(parts.hour, 2, ":", to: &text)
    append(parts.minute, 2, ":", to: &text)
    append(parts.second, 2, milliseconds ? "." : "Z", to: &text)
    if milliseconds { append(time.milliseconds, 3, "Z", to: &text) }
  }

  /// Appends the local time of day; `-` if it cannot be computed.
  static func appendTimeOfDay(_ time: Timestamp, to text: inout [UInt8]) {
    guard let parts = time.localTimeOfDay else {
      text.append(UInt8(ascii: "-"))
      return
    }
    append(parts.hour, 2, ":", to: &text)
    append(parts.minute, 2, ":", to: &text)
    append(parts.second, 2, ".", to: &text)
    append(time.milliseconds, 3, "", to: &text)
  }

  /// `4 ms`, `0.3 s`, `5 s`
  static func seconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    if tenths == 0, seconds > 0 { return "\(Int((seconds * 1000).rounded())) ms" }
    return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
  }

  private static func append(
    _ number: Int, _ digits: Int, _ ending: String, to text: inout [UInt8]
  ) {
    let plain = String(number)
    let zeros = max(digits - plain.utf8.count, 0)
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros))
    text.append(contentsOf: plain.utf8)
    text.append(contentsOf: ending.utf8)
  }
}
