import SocketInspector

/// How many sockets opened and closed.
struct Churn: Equatable {
  private(set) var opened = 0
  private(set) var closed = 0

  /// Counts changes. A connection that no snapshot contains has opened and closed.
  init(_ changes: [Change] = []) {
    for change in changes {
      switch change.kind {
      case .opened: opened += 1
      case .changed: break
      case .closed:
        closed += 1
        if change.socket.ownership == .unseen { opened += 1 }
      }
    }
  }

  static func += (left: inout Churn, right: Churn) {
    left.opened += right.opened
    left.closed += right.closed
  }
}
