import Foundation
import TestSupport
import Testing

/// Proc file systems of other namespaces: of the host in a container, and of a container on the host.
@Suite(.disabled(if: Sanitizers.areOn, "a sanitizer needs its environment"))
struct ForeignTreeTests {
  /// A listener on port 7311 in PID and network namespaces of its own.
  private func container() throws -> NetworkNamespace {
    try NetworkNamespace(
      """
      import socket
      listener = socket.create_server(("0.0.0.0", 7311))
      """)
  }

  /// The PID of the container's first process on this machine.
  private func firstProcess(of container: NetworkNamespace) throws -> String {
    try #require(container.prefix.first { $0.allSatisfy(\.isNumber) })
  }

  /// `--proc /proc/PID/root/proc` was refused: `self` does not exist there, because this process has no PID in
  /// that namespace. The listing is that of the container, and says so.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3"),
      "needs root, nsenter and python3"))
  func theTreeOfAContainerIsReadFromTheHost() throws {
    let container = try container()
    let tree = "/proc/\(try firstProcess(of: container))/root/proc"
    let run = try Program.portstat.run("--proc", tree, "--jsonl")
    let records = try SocketRecord.records(run.output)
    #expect(records.map(\.localPort) == [7311])
    #expect(records.map(\.ownership) == ["known"])
    #expect(records.first?.processes.map(\.pid) == [1])
    #expect(
      run.errorText.hasPrefix(
        "portstat: sockets are from the network namespace of process 1 of \(tree)"))
    #expect(run.errorText.count { $0 == "\n" } == 1)
    #expect(try Program.portstat.run("--proc", tree, "-q", "7311").text == "1\n")
    // A relative path to the same tree, and a port that only this machine's namespace has.
    let listener = try LiveSocket.listener()
    #expect(try Program.portstat.run("--proc", "\(tree)/.", "\(try listener.port)").status == 1)
  }

  /// `--proc /proc/PID`, a slip for `/proc/PID/root/proc`, listed the sockets of that process's namespace, and said
  /// that they were portstat's.
  @Test func theDirectoryOfAProcessIsRefused() throws {
    for path in ["/proc/self", "/proc/\(getpid())/"] {
      let run = try Program.portstat.run("--proc", path)
      #expect(run.status == 4 && run.output.isEmpty)
      #expect(run.errorText.contains("use /proc/PID/root/proc"), "\(run.errorText)")
    }
  }

  /// In a network namespace of its own, `--proc` showed the sockets of the reader beside the processes of the
  /// machine, without a note.
  @Test(
    .enabled(if: Capabilities.makesNamespaces && Program.isInstalled("unshare"), "needs root"))
  func theTreeOfTheHostShowsTheSocketsOfTheHost() throws {
    let listener = try LiveSocket.listener()
    let port = "\(try listener.port)"
    let unshare = try Program.installed("unshare")
    func run(_ arguments: String...) throws -> Program.Run {
      try unshare.run(["--net", Program.portstat.path] + arguments)
    }
    for tree in ["/proc", "/proc/self/../"] {
      let foreign = try run("--proc", tree, port)
      #expect(foreign.status == 0, "\(foreign.errorText)")
      #expect(foreign.errorText.contains("from the network namespace of process 1 of \(tree)"))
      #expect(try run("--proc", tree, "-q", port).text == "\(getpid())\n")
    }
    // Without --proc, it is the reader's own namespace, which has no sockets.
    #expect(try run(port).status == 1)
    #expect(try run("--source", "procfs", port).status == 1)
    // In the same namespace there is nothing to say.
    #expect(try !Program.portstat.run("--proc", "/proc", port).errorText.contains("namespace"))
  }

  /// In a container with the host's network, sockets of the host's processes were called unowned in a complete
  /// result, and a search for their owner ended with status 1, "nothing matched".
  @Test(
    .enabled(if: Capabilities.makesNamespaces && Program.isInstalled("unshare"), "needs root"))
  func socketsOfProcessesOutsideThePIDNamespaceAreDenied() throws {
    let listener = try LiveSocket.listener()
    let port = "\(try listener.port)"
    func run(_ arguments: String...) throws -> Program.Run {
      try Program.installed("unshare").run(
        ["--pid", "--mount", "--fork", "--mount-proc", Program.portstat.path] + arguments)
    }
    let note =
      "portstat: the owner of 1 socket is hidden (processes outside this PID namespace cannot be "
      + "seen); run on the host to see it\n"
    let json = try run("--json", port)
    #expect(
      json.text.contains(#""complete":false"#) && json.text.contains(#""ownership":"denied""#))
    #expect(json.text.contains(#""owners_complete":false"#))
    #expect(json.errorText == note && json.status == 0)
    let quiet = try run("-q", port)
    #expect(quiet.text.isEmpty && quiet.status == 3 && quiet.errorText == note)
    #expect(try run("--process", "nosuch", port).status == 3)
    // No owners were asked for, so none are missing.
    let plain = try run("--json", "--columns", "local_port", port)
    #expect(plain.text.contains(#""complete":true"#) && plain.errorText.isEmpty)
  }

  /// The note would be printed in every container, although no such socket is shown.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Program.isInstalled("nsenter", "python3"),
      "needs root, nsenter and python3"))
  func withoutSuchASocketThereIsNoNote() throws {
    let container = try container()
    let run = try Program.run(command: container.prefix + [Program.portstat.path, "7311"])
    #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
    #expect(
      try Program.run(
        command: container.prefix + [Program.portstat.path, "--process", "nosuch", "7311"]
      ).status == 1)
  }
}
