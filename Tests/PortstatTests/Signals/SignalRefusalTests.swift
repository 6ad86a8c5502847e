import Testing

@testable import SocketInspector
@testable import portstat

/// What is never signaled, whoever asks: the machine, the container or the user's session would end.
@Suite struct SignalRefusalTests {
  private func refusal(
    of pid: Int32, parent: Int32 = 40, _ name: String = "node", isKernelThread: Bool = false
  ) -> SignalRefusal? {
    var details = ProcessDetails(pid: pid)
    details.nameBytes = Array(name.utf8)
    return SignalRefusal.of(
      ProcessIdentity(
        pid: pid, startTicks: 5, parent: parent, isKernelThread: isKernelThread),
      details, ownPID: 900, ancestors: [890, 880, 1])
  }

  @Test func whatEverythingElseDependsOnIsRefused() {
    #expect(refusal(of: 1, parent: 0, "init") == .firstProcess)
    #expect(refusal(of: 1, parent: 0, "systemd") == .serviceManager)
    #expect(refusal(of: 700, "systemd") == .serviceManager)
    #expect(refusal(of: 900, parent: 890, "portstat") == .portstat)
    #expect(refusal(of: 890, "bash") == .ancestor)
    #expect(refusal(of: 880, "sshd") == .ancestor)
    #expect(refusal(of: 60, "nfsd", isKernelThread: true) == .kernelThread)
    guard case .forwarder = refusal(of: 70, "docker-proxy") else {
      Issue.record("docker-proxy is not refused")
      return
    }
  }

  /// All containers would end if `--signal 53/udp` reached the daemon that keeps the port for one of them.
  @Test func theDockerDaemonIsRefused() throws {
    let text = try #require(refusal(of: 70, "dockerd")).description
    #expect(text.contains("stop the container instead"))
  }

  /// A server must not be refused because it is related to portstat in another way.
  @Test func otherProcessesAreSignaled() {
    #expect(refusal(of: 901, parent: 900) == nil)  // a child of portstat
    #expect(refusal(of: 895, parent: 890) == nil)  // another child of the shell
    #expect(refusal(of: 2000, parent: 1, "systemd-resolve") == nil)
  }
}
