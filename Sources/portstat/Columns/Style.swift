import SocketInspector

/// A color from the terminal's own palette, which is readable on dark and light backgrounds. The raw value is
/// the parameter of the SGR sequence, see console_codes(4).
enum Style: String, Sendable {
  case plain = ""
  case green = "32"
  case cyan = "36"
  case yellow = "33"
  case red = "31"
  case dim = "2"

  /// The sequences that turn the style on and off.
  var start: String { self == .plain ? "" : "\u{1b}[\(rawValue)m" }
  var end: String { self == .plain ? "" : "\u{1b}[0m" }

  /// The maximum length of ``start`` and ``end`` together, in bytes.
  static let maxSequenceLength = 9

  init(of state: SocketState?) {
    switch state {
    case .listen: self = .green
    case .established: self = .cyan
    case .synSent, .synReceived: self = .yellow
    case .closeWait, .finWait1, .finWait2, .lastAck, .closing, .closed: self = .red
    case .timeWait: self = .dim
    case .boundInactive, .unknown, nil: self = .plain
    }
  }

  /// The color of a row that changed since the last update.
  init(of change: Change.Kind) {
    switch change {
    case .opened: self = .green
    case .changed: self = .yellow
    case .closed: self = .red
    }
  }
}

extension Change.Kind {
  /// The mark at the beginning of a line, which shows the change without colors too.
  var mark: String {
    switch self {
    case .opened: "+"
    case .changed: "~"
    case .closed: "-"
    }
  }
}
