import SocketInspector

/// By what the live view groups sockets.
enum Grouping: String, CaseIterable, Sendable {
  case process
  case unit
  case container

  /// The heading.
  var title: String {
    switch self {
    case .process: "Process"
    case .unit: "Unit"
    case .container: "Container"
    }
  }

  /// The grouping that the same key chooses next; nil after the last.
  var next: Grouping? {
    Self.allCases.firstIndex(of: self).flatMap { Self.allCases.dropFirst($0 + 1).first }
  }

  /// What has to be read to group sockets and to describe the groups.
  var requirements: Requirements { self == .process ? .processControlGroup : .controlGroup }

  /// What the control group of a process or a socket has in common with others of a group.
  func name(of group: ControlGroup?) -> [UInt8]? {
    switch self {
    case .process: nil
    case .unit: group?.unitBytes
    case .container: group?.container?.labelBytes
    }
  }
}
