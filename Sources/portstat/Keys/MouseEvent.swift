/// An action of the mouse, as a terminal reports it.
struct MouseEvent: Hashable {
  enum Kind: Hashable {
    case press
    case wheelUp
    case wheelDown
  }

  let kind: Kind
  /// The place on the screen; the upper left corner is (0, 0).
  let column: Int
  let row: Int

  private static let start = Array("\u{1b}[<".utf8)

  /// Parses `ESC [ < BUTTON ; COLUMN ; ROW M` at the beginning of input; at its end `m` for a release.
  ///
  /// - Returns: The event, which is nil for other buttons and releases, and the length in bytes; nil if the
  ///   input does not begin with a whole report.
  static func parse(_ bytes: ArraySlice<UInt8>) -> (event: MouseEvent?, length: Int)? {
    guard bytes.starts(with: start) else { return nil }
    let rest = bytes.dropFirst(start.count)
    guard let end = rest.prefix(16).firstIndex(where: { $0 == 0x4d || $0 == 0x6d }) else {
      return nil
    }
    let numbers = rest[..<end].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    let length = end + 1 - bytes.startIndex
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1],
      let row = numbers[2], column > 0, row > 0, rest[end] == UInt8(ascii: "M")
    else { return (nil, length) }
    let kind: Kind? =
      switch button {
      case 0: .press
      case 64: .wheelUp
      case 65: .wheelDown
      default: nil
      }
    return (kind.map { MouseEvent(kind: $0, column: column - 1, row: row - 1) }, length)
  }
}
