import SocketInspector

/// A colour of the terminal's own palette, readable on dark and on light.
enum Style: String {
  case plain = ""
  case green = "32"
  case cyan = "36"
  case yellow = "33"
  case red = "31"
  case dim = "2"

  /// What turns the style on, and off again.
  var start: String { self == .plain ? "" : "\u{1b}[\(rawValue)m" }
  var end: String { self == .plain ? "" : "\u{1b}[0m" }

  /// How many bytes both take at most.
  static let longest = 9

  /// The style of a cell: states by what they mean, and what is dynamic, which is rarely looked
  /// for, dimmed.
  init(of column: Column, _ socket: Socket) {
    switch column.key {
    case "state": self = Style(of: socket.state)
    case "class": self = socket.serviceClass == .dynamic ? .dim : .plain
    case "process": self = socket.ownership == .known ? .plain : .dim
    default: self = .plain
    }
  }

  /// What happened to a row since the last look.
  init(of change: Change.Kind) {
    switch change {
    case .opened: self = .green
    case .changed: self = .yellow
    case .closed: self = .red
    }
  }

  private init(of state: SocketState?) {
    switch state {
    case .listen: self = .green
    case .established: self = .cyan
    case .synSent, .synReceived: self = .yellow
    case .closeWait, .finWait1, .finWait2, .lastAck, .closing, .closed: self = .red
    case .timeWait: self = .dim
    case .boundInactive, .unknown, nil: self = .plain
    }
  }
}
