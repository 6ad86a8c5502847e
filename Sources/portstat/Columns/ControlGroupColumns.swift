import SocketInspector

/// The columns about the control group of a socket: its unit, container and pod.
enum ControlGroupColumns {
  static let all: [Column] = [
    Column(
      "unit", "Unit", isShortenable: true, requires: .controlGroup,
      "the unit of systemd, such as ssh.service; see CONTAINERS",
      null:
        "outside of a unit, if it is unknown, and for containers that are not part of another unit"
    ) { socket, _ in .text(socket.controlGroup?.unitBytes) },
    Column(
      "container", "Container", isShortenable: true, requires: .controlGroup,
      "the name of the container, or the first 12 digits of its ID if the name is unknown",
      null: "outside of a container, or if it is unknown"
    ) { socket, _ in .text(socket.controlGroup?.container?.labelBytes) },
    Column(
      "pod", "Pod", isShortenable: true, requires: .controlGroup,
      "the pod of Kubernetes or Podman: its name, or its ID if the name is unknown",
      null: "outside of a pod, or if it is unknown"
    ) { socket, _ in .text(socket.controlGroup?.pod?.labelBytes) },
    Column(
      "cgroup", "Cgroup", isShortenable: true, requires: .controlGroup,
      "the path of the control group",
      null: "if it is unknown"
    ) { socket, _ in .text(socket.controlGroup?.pathBytes) },
    Column(
      "cgroup_source", "Cgroup Source", requires: .controlGroup,
      """
      where the control group was read: process, from the owner that the table names; socket, from a \
      socket without known owner, which is where it was created
      """,
      choices: ControlGroup.Source.allCases.map(\.rawValue), null: "if cgroup is null"
    ) { socket, _ in .word(socket.controlGroupSource?.rawValue) },
  ]

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
