import SocketInspector

/// The columns about the control group of a socket: its unit, container and pod.
enum ControlGroupColumns {
  static let all: [Column] = [
    column(
      "unit", "Unit", "the unit of systemd, such as ssh.service; see CONTAINERS",
      null:
        "outside of a unit, if it is unknown, and for containers that are not part of another unit"
    ) { $0.unitBytes },
    column(
      "container", "Container",
      "the name of the container, or the first 12 digits of its ID if the name is unknown",
      null: "outside of a container, or if it is unknown"
    ) { $0.container?.labelBytes },
    column(
      "pod", "Pod", "the pod of Kubernetes or Podman: its name, or its ID if the name is unknown",
      null: "outside of a pod, or if it is unknown"
    ) { $0.pod?.labelBytes },
    column("cgroup", "Cgroup", "the path of the control group", null: "if it is unknown") {
      $0.pathBytes
    },
    Column(
      "cgroup_source", "Cgroup Source", requires: .controlGroup,
      """
      where the control group was read: process, from the owner that the table names; socket, from a \
      socket without known owner, which is where it was created
      """,
      choices: ControlGroup.Source.allCases.map(\.rawValue), null: "if cgroup is null"
    ) { socket, _ in .word(socket.controlGroupSource?.rawValue) },
  ]

  /// A column about a part of the control group. The table shows it in parentheses if it is that of the socket: where
  /// the socket was created is not always where its owner is.
  private static func column(
    _ key: String, _ title: String, _ summary: String, null: String,
    _ part: @escaping @Sendable (ControlGroup) -> [UInt8]?
  ) -> Column {
    Column(
      key, title, isShortenable: true, requires: .controlGroup, summary, null: null,
      table: { socket, _ in
        guard let text = socket.controlGroup.flatMap(part) else { return .null }
        let isOfOwner = socket.controlGroupSource == .process
        return .text(isOfOwner ? text : [UInt8(ascii: "(")] + text + [UInt8(ascii: ")")])
      }
    ) { socket, _ in .text(socket.controlGroup.flatMap(part)) }
  }

  /// What the table shows of a hidden owner: the unit or the container in which the socket was created, else the
  /// name of its user, else the number of that.
  static func hiddenOwnerHint(_ socket: Socket, _ context: RenderContext) -> [UInt8]? {
    guard socket.ownership == .denied else { return nil }
    // A session of a user is less telling than the user.
    if let unit = socket.controlGroup?.unitBytes, !unit.starts(with: "session-".utf8) {
      return unit
    }
    if let container = socket.controlGroup?.container {
      return Array("container:".utf8) + container.labelBytes
    }
    guard let userID = socket.userID else { return nil }
    if case .text(let name) = context.names.user(userID) { return name }
    return Array(String(userID).utf8)
  }
}
