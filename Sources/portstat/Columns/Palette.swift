/// The colors for each ``Style``, all of them readable on a black and on a white background.
enum Palette: CaseIterable, Sendable {
  /// The first eight colors, which the user may have changed. Green, yellow, cyan and the bright colors are
  /// unreadable on white in most terminals, so they are not used.
  case basic
  /// The fixed colors from 16 on of terminals with 256 colors. Each has a contrast of at least 3:1, the minimum
  /// of WCAG 2 for user interfaces, on black and on white.
  case extended

  /// The maximum length of ``start(_:)`` and ``end`` together, in bytes.
  static let maxSequenceLength = 18

  /// The sequence that turns a style off, see console_codes(4).
  static let end = "\u{1b}[0m"

  /// The sequence that turns a style on; empty for a style without a color. Literals, because this is called
  /// for each cell.
  func start(_ style: Style) -> String {
    switch (self, style) {
    case (_, .plain), (.basic, .quiet): ""
    case (.basic, .opened): "\u{1b}[34m"  // blue
    case (.basic, .changed): "\u{1b}[1m"  // bold
    case (.basic, .closed): "\u{1b}[31m"  // red
    case (.basic, .problem): "\u{1b}[35m"  // magenta
    case (.extended, .opened): "\u{1b}[38;5;28m"  // green
    case (.extended, .changed): "\u{1b}[38;5;33m"  // blue
    case (.extended, .closed): "\u{1b}[38;5;160m"  // red
    case (.extended, .problem): "\u{1b}[1;38;5;163m"  // bold magenta
    case (.extended, .quiet): "\u{1b}[38;5;244m"  // gray
    }
  }
}
