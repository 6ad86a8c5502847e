import Testing

@testable import SocketInspector
@testable import portstat

/// Ending a port forwarder cuts a container off, and the engine does not notice.
@Suite struct PortForwarderTests {
  private static func process(
    _ name: String, _ command: [String], executable: String? = nil
  ) -> ProcessDetails {
    var details = ProcessDetails(pid: 70)
    details.nameBytes = Array(name.utf8)
    details.commandBytes = command.map { Array($0.utf8) }
    details.executableBytes = executable.map { Array($0.utf8) }
    return details
  }

  /// The container has to be named, because the user has to stop that instead.
  @Test(arguments: [
    ("-container-ip 172.18.0.5 -container-port 5432", "172.18.0.5:5432"),
    ("--container-ip=10.88.0.9 --container-port=81", "10.88.0.9:81"),
    ("-container-ip fd00::5 -container-port 443 -use-listen-fd", "[fd00::5]:443"),
    ("-container-ip 172.18.0.5", "172.18.0.5"), ("-container-port 80", nil),
    ("-container-ip", nil), ("", nil),
  ])
  func theContainerIsReadFromTheCommandLine(options: String, target: String?) throws {
    let command =
      "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 9 " + options
    let forwarder = try #require(
      PortForwarder(
        Self.process("docker-proxy", command.split(separator: " ").map(String.init))))
    #expect(forwarder.program == "docker-proxy" && forwarder.target == target)
  }

  /// A forwarder is recognized whatever part of it can be read: the executable of another user's process
  /// cannot, and a process can rename itself.
  @Test func forwardersAreRecognizedByAnyOfTheirNames() {
    let forwarders = [
      Self.process("rootlessport", ["rootlessport"]), Self.process("exe", ["/x/slirp4netns", "7"]),
      Self.process("x", ["x"], executable: "/usr/libexec/docker-proxy"),
      Self.process("x", ["x"], executable: "/usr/bin/docker-proxy (deleted)"),
      Self.process("pasta.avx2", ["/usr/bin/pasta", "-t", "9090-9090:80-80"]),
      Self.process("dockerd", ["/usr/bin/dockerd", "-H", "fd://"]),
      Self.process("lxd", ["/snap/lxd/lxd", "forkproxy", "--", "812"]),
      Self.process("incusd", ["/opt/incus/bin/incusd", "forkproxy"]),
    ]
    for process in forwarders { #expect(PortForwarder(process) != nil, "\(process)") }
  }

  /// Rootful Podman: the container would keep running without its port, and without its monitor.
  @Test(arguments: [["-n", "web"], ["--name=web"], ["--name", "web"]])
  func podmansMonitorHoldsThePorts(options: [String]) throws {
    let command = ["/usr/bin/conmon", "--api-version", "1", "-c", "4f6e"] + options + ["-s"]
    let forwarder = try #require(PortForwarder(Self.process("conmon", command)))
    #expect(forwarder.program == "conmon" && forwarder.target == "web")
    let text = SignalRefusal.forwarder(forwarder).description
    #expect(text == "it holds the port for a container (web); stop the container instead")
  }

  /// A server must be signaled although its arguments name a forwarder.
  @Test func otherProgramsAreNotForwarders() {
    let others = [
      Self.process("nginx", ["nginx", "-c", "/etc/docker-proxy"]),
      Self.process("python3", ["python3", "docker-proxy.py"], executable: "/usr/bin/python3.11"),
      Self.process("lxd", ["lxd", "--group", "lxd"]), Self.process("forkproxy", ["forkproxy"]),
      ProcessDetails(pid: 3),
    ]
    for process in others { #expect(PortForwarder(process) == nil, "\(process)") }
  }
}
