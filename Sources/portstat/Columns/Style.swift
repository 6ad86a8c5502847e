import SocketInspector

/// A colour of the terminal's own palette, readable on dark and on light.
enum Style: String, Sendable {
  case plain = ""
  case green = "32"
  case cyan = "36"
  case yellow = "33"
  case red = "31"
  case dim = "2"

  /// What turns the style on, and off again.
  var start: String { self == .plain ? "" : "\u{1b}[\(rawValue)m" }
  var end: String { self == .plain ? "" : "\u{1b}[0m" }

  /// The most bytes that both take.
  static let longest = 9

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

  /// What happened to a row since the last update.
  init(of change: Change.Kind) {
    switch change {
    case .opened: self = .green
    case .changed: self = .yellow
    case .closed: self = .red
    }
  }
}

extension Change.Kind {
  /// What stands before a line, so that it can be read without colour.
  var mark: String {
    switch self {
    case .opened: "+"
    case .changed: "~"
    case .closed: "-"
    }
  }
}
