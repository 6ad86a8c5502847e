import SocketInspector

/// Why portstat does not signal a process.
enum SignalRefusal: Equatable {
  /// Process 1, without which the machine or the container ends.
  case firstProcess
  case portstat
  /// A process that portstat runs in, such as the shell, the terminal or the SSH server.
  case ancestor
  case kernelThread
  /// systemd listens on behalf of a .socket unit.
  case serviceManager
  case forwarder(PortForwarder)

  /// Whether a process must not be signaled.
  ///
  /// - Parameters:
  ///   - details: The process with its name, executable and command line.
  ///   - ownPID: The PID of portstat.
  ///   - ancestors: The ancestors of portstat.
  /// - Returns: nil if it may be signaled.
  static func of(
    _ process: ProcessIdentity, _ details: ProcessDetails, ownPID: Int32, ancestors: [Int32]
  ) -> SignalRefusal? {
    if details.name == "systemd" { return .serviceManager }
    if process.pid == 1 { return .firstProcess }
    if process.pid == ownPID { return .portstat }
    if ancestors.contains(process.pid) { return .ancestor }
    // Process 2 starts the threads of the kernel (kthreadd).
    if process.isKernelThread { return .kernelThread }
    return PortForwarder(details).map { .forwarder($0) }
  }

  /// The reason, and what to do instead.
  var description: String {
    switch self {
    case .firstProcess: "it is process 1, and if it ends, every other process ends"
    case .portstat: "it is portstat itself"
    case .ancestor: "it is an ancestor of portstat"
    case .kernelThread: "it is a kernel thread"
    case .serviceManager:
      "it listens on behalf of a .socket unit; find the unit with systemctl list-sockets, then stop it"
    case .forwarder(let forwarder) where forwarder.program == "dockerd":
      "it holds ports for containers; stop the container instead, or type systemctl stop docker"
    case .forwarder(let forwarder):
      (forwarder.program == "conmon" ? "it holds the port for" : "it forwards the port to")
        + " a container"
        + (forwarder.target.map { " (\($0))" } ?? "") + "; stop the container instead"
    }
  }
}
