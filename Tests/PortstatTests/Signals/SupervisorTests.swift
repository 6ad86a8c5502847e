import Testing

@testable import SocketInspector
@testable import portstat

/// Who starts a process again: a user who is not told ends it again and again.
@Suite struct SupervisorTests {
  private static func systemd(
    _ group: String, parent: String = "systemd", _ policy: RestartPolicy?,
    after signal: Signal = .terminate
  ) -> String? {
    Supervisor.systemd(
      controlGroup: Array(group.utf8), parentName: parent, after: signal
    ) { _, _ in policy }?.description
  }

  @Test func systemdIsNamedWithTheUnitAndTheSetting() throws {
    #expect(
      Self.systemd("/system.slice/db.service", .always)
        == "systemd restarts it (db.service, Restart=always); to stop it, type systemctl stop db.service"
    )
    #expect(
      Self.systemd("/system.slice/db.service", .onFailure)?
        .hasPrefix("systemd may restart it (db.service, Restart=on-failure);") == true)
    #expect(
      Self.systemd("/system.slice/db.service", .onFailure, after: try #require(Signal("KILL")))?
        .hasPrefix("systemd restarts it (") == true)
    // The unit file was not found: only the possibility is known.
    #expect(
      Self.systemd("/system.slice/db.service/worker", nil)?
        .hasPrefix("systemd may restart it (db.service);") == true)
    let user = "/user.slice/user-1000.slice/user@1000.service/app.slice/notes.service"
    #expect(
      Self.systemd(user, .always)?.hasSuffix("systemctl --user stop notes.service") == true)
  }

  /// Nothing is claimed where systemd does not start anything again: other settings, sessions, and
  /// processes that are not children of systemd.
  @Test func noRestartIsClaimedWithoutCause() {
    #expect(Self.systemd("/system.slice/db.service", .never) == nil)
    #expect(Self.systemd("/system.slice/db.service", .onAbort) == nil)
    #expect(Self.systemd("/system.slice/db.service", parent: "nginx", .always) == nil)
    #expect(Self.systemd("/user.slice/user-0.slice/session-4.scope", .always) == nil)
    #expect(Self.systemd("/", .always) == nil)
  }

  private static func process(
    _ pid: Int32, _ name: String, _ command: [String] = []
  ) -> ProcessDetails {
    var details = ProcessDetails(pid: pid)
    details.nameBytes = Array(name.utf8)
    details.commandBytes = command.map { Array($0.utf8) }
    return details
  }

  private static func program(
    _ ancestors: ProcessDetails..., group: String? = nil
  ) -> String? {
    Supervisor.program(among: ancestors, controlGroup: group.map { Array($0.utf8) })?.description
  }

  /// The nearest one counts: npm and a shell may be between the server and its supervisor.
  @Test func supervisorsAreFoundAmongTheAncestors() {
    let shell = Self.process(61, "sh", ["sh", "-c", "npm start"])
    #expect(
      Self.program(shell, Self.process(60, "supervisord"), Self.process(1, "init"))
        == "supervisord (PID 60) may restart it")
    #expect(
      Self.program(Self.process(62, "python3", ["/usr/bin/python3", "/usr/bin/supervisord", "-n"]))
        == "supervisord (PID 62) may restart it")
    #expect(
      Self.program(Self.process(63, "PM2 v5.4.2: God", ["PM2 v5.4.2: God Daemon (/root/.pm2)"]))
        == "PM2 (PID 63) may restart it")
    #expect(Self.program(shell, Self.process(1, "systemd")) == nil)
    #expect(Self.program() == nil)
  }

  /// A container has to be named, because it is what has to be stopped.
  @Test func containersAreNamedByTheirID() {
    let id = String(repeating: "0123456789abcdef", count: 4)
    let shim = Self.process(64, "containerd-shim", ["/usr/bin/containerd-shim-runc-v2"])
    for group in ["/docker/\(id)", "/system.slice/docker-\(id).scope", "/kubepods/x/\(id)/init"] {
      #expect(
        Self.program(shim, group: group)
          == "containerd-shim (PID 64) may restart it (container 0123456789ab)")
    }
    #expect(Self.program(shim, group: "/") == "containerd-shim (PID 64) may restart it")
    // A service inside a container is not one that systemctl can stop here.
    #expect(Self.systemd("/system.slice/docker-\(id).scope/system.slice/a.service", .always) == nil)
  }
}
