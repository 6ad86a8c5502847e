import Foundation
import TestSupport
import Testing

/// Sockets in network namespaces that the tests make.
@Suite(
  .enabled(if: NamespaceLab.canRun, "needs root, python3, ip and nsenter"))
struct NamespaceTests {
  private struct Document: Decodable {
    let complete: Bool
    let namespacesRead: Int
    let namespacesUnread: Int
    let sockets: [NamespaceLab.Row]
  }

  /// A lab with a namespace of each kind, in which a socket listens on the same address and port.
  private func lab() throws -> NamespaceLab {
    let lab = try NamespaceLab()
    try lab.python.run(
      """
      listen("home", "")
      named("portstat-web")
      pinned("pinned")
      in_waiting_thread("thread")
      socket_only("socket")
      """)
    try lab.startContainer()
    return lab
  }

  /// Whoever looks for a port on the whole machine would miss the container that has it, see a socket twice, or be
  /// told the wrong namespace or process.
  @Test func everySocketOfEveryNamespaceAppearsOnce() throws {
    let lab = try lab()
    try lab.python.run("for number in range(200): pinned(f'more{number}')")
    let expected = try lab.expected()
    #expect(expected.count == 206)
    let run = try lab.run(["--netns=all", "--jsonl"])
    #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
    let rows = try NamespaceLab.rows(run.output)
    #expect(rows.count == expected.count)
    #expect(Set(rows) == expected)
    let container = try #require(expected.first { $0.pids != [lab.python.pid] })
    let found: [NamespaceLab.Row] = try run.output.split(separator: UInt8(ascii: "\n"))
      .map(SocketRecord.decode)
    #expect(
      found.allSatisfy { $0.container == ($0.inode == container.inode ? lab.container : nil) })
    let document: Document = try SocketRecord.decode(
      try lab.run(["--netns=all", "--json", "--source=procfs", "--columns=inode"]).output)
    #expect(document.complete && document.namespacesUnread == 0)
    #expect(document.namespacesRead >= 206)
    #expect(Set(document.sockets.map(\.inode)) == Set(expected.map(\.inode)))
    #expect(document.sockets.count == expected.count)
  }

  /// `--netns web` would show the sockets of the machine, as if the container had them.
  @Test func namespacesAreSelectedByNameProcessAndNumber() throws {
    let lab = try lab()
    let expected = try lab.expected()
    let web = try #require(expected.first { $0.netns == "portstat-web" })
    let home = try #require(expected.first { $0.netns == nil })
    let container = try #require(expected.first { $0.pids != home.pids })
    let pinned = try lab.python.run("answer = os.fstat(kept['pinned']).st_ino")
    for (value, rows) in [
      ("portstat-web", [web]), ("\(lab.python.pid)", [home]), ("\(container.pids[0])", [container]),
      ("net:[\(web.netnsInode)]", [web]), ("portstat-web,\(lab.python.pid)", [web, home]),
      (pinned, expected.filter { "\($0.netnsInode)" == pinned }),
    ] + (lab.container.map { [("container:\($0)", [container]), ("\($0)", [container])] } ?? []) {
      let run = try lab.run(["--jsonl", "--netns", value])
      #expect(run.status == 0 && run.errorText.isEmpty, "\(value): \(run.errorText)")
      #expect(Set(try NamespaceLab.rows(run.output)) == Set(rows), "\(value)")
    }
    // From another mount namespace, the name is found too.
    let outside = try Program.portstat.run(
      "--jsonl", "--netns=net:[\(web.netnsInode)]", ":\(lab.port)")
    #expect(try NamespaceLab.rows(outside.output) == [web])
    let missing = try lab.run(["--netns=portstat-nosuch"])
    #expect(missing.status == 4)
    #expect(missing.errorText.contains("network namespace portstat-nosuch"))
    let plain = try lab.run(["--jsonl"])
    #expect(!plain.text.contains(#""netns"#))
    #expect(plain.lines.count == 1)
  }

  /// A container that ends while portstat reads would end the listing with an error, or take other rows with it.
  @Test func aNamespaceThatDisappearsIsNoError() throws {
    let lab = try lab()
    try lab.python.run(
      """
      def churn():
        while True:
          check(libc.unshare(NET))
          kept_alive = socket.socket()
      threading.Thread(target=churn, daemon=True).start()
      """)
    let expected = try lab.expected()
    for _ in 0..<10 {
      let run = try lab.run(["--netns=all", "--jsonl"])
      #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
      let rows = try NamespaceLab.rows(run.output)
      #expect(rows.count == expected.count && Set(rows) == expected)
    }
  }

  /// On a host with many containers, portstat would run out of descriptors and leave out the rest.
  @Test func descriptorsAreClosedAfterEachNamespace() throws {
    let lab = try lab()
    try lab.python.run("for number in range(150): pinned(f'more{number}')")
    let line = #"ulimit -n 64; exec "$0" --netns=all --json --columns=inode "$1""#
    let run = try Program.run(
      command: lab.prefix + ["sh", "-c", line, Program.portstat.path, ":\(lab.port)"])
    let document: Document = try SocketRecord.decode(run.output)
    #expect(document.complete && run.errorText.isEmpty, "\(run.errorText)")
    #expect(document.sockets.count == 156)
  }

  /// With too few descriptors, containers would be missing without a word.
  @Test(arguments: [5, 6, 8, 12])
  func namespacesThatCannotBeReadAreReported(limit: Int) throws {
    let lab = try lab()
    let expected = try lab.expected()
    let line = #"ulimit -n "$1" && shift && exec "$0" --netns=all --json --columns=inode "$@""#
    let run = try Program.run(
      command: lab.prefix + ["sh", "-c", line, Program.portstat.path, "\(limit)", ":\(lab.port)"])
    if run.errorText.isEmpty {
      let document: Document = try SocketRecord.decode(run.output)
      #expect(document.complete && document.sockets.count == expected.count)
    } else {
      #expect(run.errorText.contains("raise the limit with ulimit -n"), "\(run.errorText)")
      #expect(!run.text.contains(#""complete":true"#))
    }
  }

  // MARK: Connections

  private struct Connection: Decodable {
    let netns: String?
    let localPort: UInt16
    let direction: String?
    let interface: String?
    let peerPid: Int32?
    let peerProcess: String?
    let peerContainer: String?
  }

  private func connections(
    _ lab: NamespaceLab, _ netns: String, _ filter: String...
  ) throws -> [Connection] {
    let columns = "netns,local_port,direction,interface,peer_pid,peer_process,peer_container"
    let run = try Program.run(
      command: lab.prefix + [
        Program.portstat.path, "--netns", netns, "--jsonl", "--columns", columns,
        "--state=established",
      ] + filter)
    #expect(run.errorText.isEmpty, "\(run.errorText)")
    return try run.output.split(separator: UInt8(ascii: "\n")).map(SocketRecord.decode)
      .sorted { $0.localPort > $1.localPort }
  }

  /// Nobody could say which container talks to which; or another container with the same address would be named.
  @Test func connectionsBetweenNamespacesHaveTheirPeers() throws {
    let lab = try NamespaceLab()
    let server = Int32(try lab.python.run("answer = connect('portstat-a', 'portstat-b')"))
    let found = try connections(lab, "all", "--remote=10.7.7.0/24")
    try #require(found.count == 2)
    #expect(found.map(\.netns) == ["portstat-a", "portstat-b"])
    #expect(found.map(\.peerPid) == [server, lab.python.pid])
    #expect(found.map(\.peerProcess) == ["python3", "python3"] || found[0].peerProcess != nil)
    #expect(found.map(\.direction) == ["outbound", "inbound"])
    // The interface is that of the namespace.
    #expect(found.map(\.interface) == [nil, "veth8"])
    let single = try connections(lab, "portstat-a", "--remote=10.7.7.2")
    #expect(single.map(\.peerPid) == [nil])
    let local = try Program.run(
      command: lab.prefix + [
        Program.portstat.path, "--netns=portstat-b", "-lH", "--columns=local",
      ])
    #expect(local.text == "10.7.7.2%veth8:\(lab.port)\n")
    // Two pairs of namespaces with the same addresses and ports.
    try lab.python.run("connect('portstat-c', 'portstat-d')")
    let ambiguous = try connections(lab, "all", "--remote=10.7.7.0/24")
    #expect(ambiguous.count == 4 && ambiguous.allSatisfy { $0.peerPid == nil })
    let pair = try connections(lab, "portstat-a,portstat-b", "--remote=10.7.7.0/24")
    #expect(pair.map(\.peerPid) == [server, lab.python.pid])
  }

  /// The direction of connections in a container with other ephemeral ports would be unknown or wrong.
  @Test func eachNamespaceHasItsEphemeralPorts() throws {
    let lab = try NamespaceLab()
    try lab.python.run(
      "ephemeral('few', 10000, 10009, 7000); ephemeral('usual', 32768, 60999, 7000)")
    let found = try connections(lab, "all", "--remote=127.0.0.1", "--port=7000")
    try #require(found.count == 4)
    #expect(found.map(\.direction) == ["outbound", "outbound", "inbound", "inbound"])
    #expect(10000...10009 ~= found[1].localPort)
    #expect(found.allSatisfy { $0.peerPid == lab.python.pid })
  }

  /// A user without privileges would see nothing of the containers, although the kernel shows their tables to
  /// everyone; or would not be told that some namespaces cannot be read.
  @Test(.enabled(if: Capabilities.runsAsAnotherUser))
  func withoutPrivilegesNamespacesOfProcessesAreRead() throws {
    let lab = try lab()
    let expected = try lab.expected()
    let home = try #require(expected.first { $0.netns == nil })
    let container = try #require(expected.first { $0.pids != home.pids })
    let user = try Capabilities.AnotherUser()
    let run = try Program.run(
      command: lab.prefix + user.command + ["--netns=all", "--json", ":\(lab.port)"])
    let document: Document = try SocketRecord.decode(run.output)
    let row = try #require(document.sockets.first { $0.inode == container.inode })
    #expect(row.netns == lab.container ?? "pid:\(container.pids[0])")
    #expect(row.netnsInode == nil)
    let inodes = document.sockets.map(\.inode)
    #expect(inodes.contains(home.inode) && Set(inodes).count == inodes.count)
    #expect(!document.complete)
  }

  /// A watcher would not notice a container that starts after portstat, or see its sockets close at each update.
  @Test func aStreamFollowsNamespaces() throws {
    let lab = try lab()
    let stream = try BackgroundProgram(
      .installed("nsenter"),
      lab.prefix.dropFirst() + [
        Program.portstat.path,
        "--netns=all", "--watch=0.1", "--jsonl", "--columns=inode,netns_inode",
        ":\(lab.port)",
      ])
    func wait(_ event: String, _ row: NamespaceLab.Expected) throws {
      try stream.waitForLines("\(event) \(row)") { lines in
        lines.contains {
          $0.contains("\"\(event)\"")
            && $0.contains("\(row.inode),\"netns_inode\":\(row.netnsInode)")
        }
      }
    }
    for row in try lab.expected() { try wait("opened", row) }
    let before = try lab.expected()
    try lab.python.run("pinned('later')")
    let later = try #require(try lab.expected().subtracting(before).first)
    try wait("opened", later)
    try lab.python.run("close('later')")
    try wait("closed", later)
    let closed = try stream.lines.count { $0.contains("\"closed\"") }
    #expect(closed == 1)
    #expect(try stream.errorText.contains("can be missed"))
  }
}
