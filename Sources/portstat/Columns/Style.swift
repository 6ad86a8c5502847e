import SocketInspector

/// What the color of a cell or row stands for. ``Palette`` has the colors.
enum Style: UInt8, CaseIterable, Sendable {
  case plain
  /// A row that appeared at the last update.
  case opened
  /// A row that changed at the last update.
  case changed
  /// A row that disappeared at the last update.
  case closed
  /// What deserves attention: a connection that nobody accepts or closes, one that gets no reply, or an owner
  /// that cannot be seen.
  case problem
  /// What is rarely of interest: closed connections that only the kernel remembers, and dynamic ports.
  case quiet

  /// The color of a socket's state. The accept queue of a listening socket is full if it has more connections than
  /// the backlog (`sk_acceptq_is_full` in the kernel's `include/net/sock.h`).
  init(ofState socket: SocketEntry) {
    let isProblem = socket.isAcceptQueueFull || socket.isRetransmitting
    self = isProblem ? .problem : Style(of: socket.state)
  }

  init(of state: SocketState?) {
    switch state {
    case .synSent, .closeWait: self = .problem
    case .timeWait: self = .quiet
    default: self = .plain
    }
  }

  init(of ownership: Ownership?) {
    switch ownership {
    case .denied, .acceptQueue: self = .problem
    case .timeWait, .handshake, .orphan, .gone, .unseen: self = .quiet
    case .known, .unowned, nil: self = .plain
    }
  }

  /// The color of a row that changed since the last update.
  init(of change: Change.Kind) {
    switch change {
    case .opened: self = .opened
    case .changed: self = .changed
    case .closed: self = .closed
    }
  }
}

extension SocketEntry {
  /// Whether a TCP socket that listens accepts no further connections for now.
  var isAcceptQueueFull: Bool { state == .listen && backlog.map { receiveQueue > $0 } ?? false }

  /// Whether a connection waits for the peer to acknowledge what was sent again after a timeout. A handshake is not
  /// one: its retransmissions mostly mean that a scanner goes away.
  var isRetransmitting: Bool {
    state != .synReceived && state != .timeWait && retransmits.map { $0 > 0 } ?? false
  }
}

extension Socket {
  /// Whether a connection waits for its program or its peer: it was not accepted or closed, is not answered yet, or
  /// what it sent is not acknowledged. Or whether a listening socket has no room for further connections.
  var isProblem: Bool { Style(ofState: socket) == .problem || ownership == .acceptQueue }
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
