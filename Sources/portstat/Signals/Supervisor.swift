import SocketInspector

/// What starts a process again after it ended, as far as files in `/proc` and unit files show.
struct Supervisor: Equatable {
  /// The name of the program: `systemd`, `supervisord`.
  let name: String
  /// The PID; nil for systemd, of which there is one.
  let pid: Int32?
  /// The unit or container that is started again.
  let subject: String?
  /// The setting that causes the restart: `Restart=always`.
  var setting: String?
  /// Whether the process is started again for certain.
  let isCertain: Bool
  /// The command that stops it for good.
  var remedy: String?

  /// Programs that start their children again. The kernel keeps 15 bytes of the name of a process, as of
  /// `containerd-shim-runc-v2` and `supervise-daemon`.
  private static let programs: Set<String> = [
    "supervisord", "circusd", "runsv", "s6-supervise", "supervise", "supervise-daemo", "perpd",
    "nodemon", "forever", "overmind", "conmon", "containerd-shim",
  ]

  /// `systemd restarts it (myapp.service, Restart=always); to stop it, type systemctl stop myapp.service`
  var description: String {
    let actor = name + (pid.map { " (PID \($0))" } ?? "")
    let facts = [subject, setting].compactMap(\.self).joined(separator: ", ")
    return "\(actor) \(isCertain ? "restarts" : "may restart") it"
      + (facts.isEmpty ? "" : " (\(facts))") + (remedy.map { "; to stop it, type \($0)" } ?? "")
  }

  /// The service of systemd that a process is the main process of, if that is started again.
  ///
  /// Whether it is the main process is known only to systemd. Those of a service are children of systemd;
  /// if a child of another process of the service ends, systemd does nothing.
  ///
  /// - Parameters:
  ///   - controlGroup: The path of the process's control group.
  ///   - parentName: The name of the parent.
  ///   - policy: Finds the restart policy of a unit; nil if it is unknown.
  static func systemd(
    controlGroup: [UInt8], parentName: String?, after signal: Signal,
    policy: (_ unit: String, _ isUserUnit: Bool) -> RestartPolicy?
  ) -> Supervisor? {
    guard parentName == "systemd", let unit = unit(of: controlGroup) else {
      return nil
    }
    let stop = "systemctl \(unit.isUserUnit ? "--user " : "")stop \(unit.name)"
    guard let policy = policy(unit.name, unit.isUserUnit) else {
      return Supervisor(
        name: "systemd", pid: nil, subject: unit.name, isCertain: false, remedy: stop)
    }
    let restart = policy.restart(after: signal)
    if restart == .excluded { return nil }
    return Supervisor(
      name: "systemd", pid: nil, subject: unit.name, setting: "Restart=\(policy.rawValue)",
      isCertain: restart == .certain, remedy: stop)
  }

  /// The service that a control group belongs to. A service can have groups below its own.
  private static func unit(of controlGroup: [UInt8]) -> (name: String, isUserUnit: Bool)? {
    let group = ControlGroup(path: controlGroup)
    guard let unit = group.unit, unit.hasSuffix(".service") else { return nil }
    return (unit, group.isUserUnit)
  }

  /// The nearest ancestor that is known to start its children again.
  ///
  /// - Parameters:
  ///   - ancestors: The ancestors of the process with their names and command lines, beginning with the
  ///     parent.
  ///   - controlGroup: The control group of the process, which names its container.
  static func program(
    among ancestors: [ProcessDetails], controlGroup: [UInt8]?
  ) -> Supervisor? {
    for ancestor in ancestors {
      guard let name = programName(ancestor) else { continue }
      let runsContainers = name == "containerd-shim" || name == "conmon"
      let container = controlGroup.flatMap { ControlGroup(path: $0).container?.labelBytes }
      return Supervisor(
        name: name, pid: ancestor.pid,
        subject: runsContainers
          ? container.map { "container \(String(decoding: $0, as: UTF8.self))" } : nil,
        isCertain: false)
    }
    return nil
  }

  /// The name under which ``programs`` lists a process; nil if it does not.
  private static func programName(_ process: ProcessDetails) -> String? {
    let name = process.name ?? ""
    if programs.contains(name) { return name }
    // PM2 sets its title to `PM2 v5.3.0: God Daemon (/root/.pm2)`.
    if name.hasPrefix("PM2 ") { return "PM2" }
    // Scripts have the name of their interpreter; the script is the first argument.
    let script = (process.command ?? []).dropFirst().first
      .flatMap { $0.split(separator: "/").last }
    return script.map(String.init).flatMap { programs.contains($0) ? $0 : nil }
  }
}
