import Foundation
import TestSupport
import Testing

/// Units, containers and pods in the output.
@Suite struct ControlGroupOutputTests {
  private struct Row: Decodable {
    struct Owner: Decodable {
      let unit: String?
      let container: String?
    }

    let ownership: String
    let unit: String?
    let container: String?
    let pod: String?
    let cgroup: String?
    let cgroupSource: String?
    let processes: [Owner]
  }

  private static let id = String(repeating: "0123456789abcdef", count: 4)

  private func rows(_ run: Program.Run) throws -> [Row] {
    try run.output.split(separator: UInt8(ascii: "\n")).map(SocketRecord.decode)
  }

  /// A listener of processes 70, in a container, and 1, and one of process 80, in a service.
  private func tree() throws -> ProcTree {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:7601", inode: 100), .listener("127.0.0.1:7602", inode: 200),
      .listener("127.0.0.1:7603", inode: 300),
    ])
    try tree.addProcess(1, name: "systemd", sockets: [31: 100])
    try tree.folder.write("0::/init.scope\n", to: "1/cgroup")
    try tree.addProcess(70, name: "web", sockets: [3: 100])
    try tree.folder.write("0::/system.slice/docker-\(Self.id).scope\n", to: "70/cgroup")
    try tree.addProcess(80, name: "sshd", sockets: [5: 200])
    try tree.folder.write("0::/system.slice/ssh.service\n", to: "80/cgroup")
    try tree.addProcess(90, name: "other", sockets: [5: 300])
    return tree
  }

  private func run(_ tree: ProcTree, _ arguments: String...) throws -> Program.Run {
    try Program.portstat.run(["--proc", tree.path] + arguments)
  }

  /// A socket would have the unit of systemd, which opened it, instead of that of the process that the table names;
  /// or a process the unit of another.
  @Test func aSocketHasTheGroupOfTheOwnerThatTheTableNames() throws {
    let rows = try rows(run(tree(), "--jsonl"))
    try #require(rows.count == 3)
    #expect(rows.map(\.unit) == [nil, "ssh.service", nil])
    #expect(rows.map(\.container) == ["0123456789ab", nil, nil])
    #expect(rows[0].processes.map(\.unit) == ["init.scope", nil])
    #expect(rows[0].processes.map(\.container) == [nil, "0123456789ab"])
    #expect(
      rows.map(\.cgroup)
        == ["/system.slice/docker-\(Self.id).scope", "/system.slice/ssh.service", nil])
    #expect(rows.map(\.cgroupSource) == ["process", "process", nil])
  }

  /// `--unit` and `--container` would list sockets of other services.
  @Test(
    arguments: [
      (["--unit", "ssh"], "7602"), (["--unit", "ssh.service,init.scope"], "7601 7602"),
      (["--unit", "^ssh"], "7601 7603"), (["--container", "0123*"], "7601"),
      (["--container", id], "7601"), (["--container", "^*"], "7602 7603"),
      (["--unit", "ssh", "--container", "*"], ""),
    ])
  func filtersChooseUnitsAndContainers(arguments: [String], ports: String) throws {
    let tree = try tree()
    let run = try Program.portstat.run(
      ["--proc", tree.path, "--csv", "-H", "--columns", "local_port"] + arguments)
    #expect(run.text.split(separator: "\r\n").joined(separator: " ") == ports)
    #expect(run.status == (ports.isEmpty ? 1 : 0))
    // The owner that the filter names comes first.
    if arguments[1].hasSuffix("init.scope") {
      let first = try Program.portstat.run(
        ["--proc", tree.path, "--columns", "unit", "-H"] + arguments)
      #expect(first.lines == ["init.scope", "ssh.service"])
    }
  }

  /// Unreadable processes are in units that everybody may read: a search for another unit is certain.
  @Test func aSearchIsUncertainOnlyIfAnUnreadableProcessMayMatch() throws {
    let tree = try tree()
    try tree.addUnreadableProcess(60)
    try tree.folder.write("0::/system.slice/cron.service\n", to: "60/cgroup")
    #expect(try run(tree, "--unit", "cron").status == 3)
    #expect(try run(tree, "--unit", "nginx").status == 1)
    #expect(try run(tree, "--container", "nginx").status == 1)
  }

  // MARK: Relatives and peers

  /// Nobody would learn who started a server: `ancestry` is for people, `parents` for scripts.
  @Test func theAncestorsOfTheOwnerAreColumns() throws {
    let tree = try tree()
    for (pid, name, parent) in [(1, "systemd", 0), (60, "bash", 1), (70, "web", 60)] {
      try tree.folder.write("\(pid) (\(name)) S \(parent) 1 1\n", to: "\(pid)/stat")
    }
    let columns = ["--columns", "ancestry,parents"]
    let run = try Program.portstat.run(["--proc", tree.path, "--jsonl"] + columns)
    #expect(
      run.lines == [
        #"{"ancestry":"systemd>bash>web","parents":[{"pid":60,"name":"bash"},{"pid":1,"name":"systemd"}]}"#,
        #"{"ancestry":null,"parents":null}"#, #"{"ancestry":null,"parents":null}"#,
      ])
    let csv = try Program.portstat.run(["--proc", tree.path, "--csv", "-H", "7601"] + columns)
    #expect(csv.text == "systemd>bash>web,60/bash;1/systemd\r\n")
  }

  /// A program could pretend to be started by a service by its name: `x>sshd`.
  @Test func noNameCanImitateAncestors() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:7601", inode: 100)])
    try tree.addProcess(70, name: #"a>b\x3e;"#, sockets: [3: 100])
    for (pid, name, parent) in [(1, "systemd", 0), (60, "sshd>bash", 1), (70, #"a>b\x3e;"#, 60)] {
      try tree.folder.write("\(pid) (\(name)) S \(parent) 1 1\n", to: "\(pid)/stat")
    }
    let columns = ["--proc", tree.path, "--columns", "ancestry", "-H"]
    let json = try Program.portstat.run(columns + ["--jsonl"])
    #expect(json.text == #"{"ancestry":"systemd>sshd\\x3ebash>a\\x3eb\\x5cx3e;"}"# + "\n")
    let csv = try Program.portstat.run(columns + ["--csv"])
    #expect(csv.text == #"systemd>sshd\x3ebash>a\x3eb\x5cx3e;"# + "\r\n")
    #expect(try Program.portstat.run(columns).lines == [#"systemd>sshd\x3ebash>a\x3eb\\x3e;"#])
  }

  /// The other end of a local connection would be unknown if a filter leaves it out, or if its process is another.
  @Test func theOtherEndOfALocalConnectionIsNamed() throws {
    let tree = try ProcTree(tcp: [
      .listener("127.0.0.1:80", inode: 90),
      .connection("127.0.0.1:80", "127.0.0.1:50000", inode: 100),
      .connection("127.0.0.1:50000", "127.0.0.1:80", inode: 200),
      .connection("10.0.0.7:50000", "192.0.2.1:80", inode: 300),
    ])
    try tree.addProcess(70, name: "server", sockets: [3: 90, 4: 100])
    try tree.folder.write("0::/docker/\(Self.id)\n", to: "70/cgroup")
    try tree.addProcess(80, name: "client", sockets: [3: 200, 4: 300])
    let columns = ["--columns", "inode,peer_pid,peer_process,peer_container"]
    for (filter, expected) in [
      ([], ["90,,,", "100,80,client,", "300,,,", "200,70,server,0123456789ab"]),
      (["--process", "client"], ["300,,,", "200,70,server,0123456789ab"]),
      (["50000", "--remote", "127.0.0.1"], ["200,70,server,0123456789ab"]),
      (["80", "--state", "established"], ["100,80,client,"]),
    ] {
      let run = try Program.portstat.run(
        ["--proc", tree.path, "--csv", "-H"] + columns + filter)
      #expect(Set(run.text.split(separator: "\r\n").map(String.init)) == Set(expected))
      #expect(run.text.split(separator: "\r\n").count == expected.count)
    }
  }

  /// A connection within this machine, with a filter that leaves the other end out.
  @Test func aRealConnectionHasItsPeer() throws {
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("python3"),
      [
        "-c",
        """
        import socket, time
        listener = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(listener.getsockname())
        server = listener.accept()[0]
        print(listener.getsockname()[1], flush=True)
        while True: time.sleep(1000)
        """,
      ])
    let run = try Program.portstat.run([
      "--jsonl", "--columns", "peer_pid", "--remote-port", program.line,
    ])
    #expect(run.text == "{\"peer_pid\":\(program.pid)}\n")
  }

  // MARK: Real groups

  /// Binds a port of 127.0.0.1 in a group, and prints its number.
  private func listener(
    in group: ControlGroupFolder, connecting: Bool = false
  ) throws -> (program: BackgroundProgram, port: String) {
    let program = try BackgroundProgram(
      awaitingLineOf: .installed("python3"),
      [
        "-c",
        """
        import os, socket, sys, time
        with open(sys.argv[1] + "/cgroup.procs", "w") as file: file.write(str(os.getpid()))
        listener = socket.create_server(("127.0.0.1", 0))
        if sys.argv[2:]: client = socket.create_connection(listener.getsockname())
        print(listener.getsockname()[1], flush=True)
        while True: time.sleep(1000)
        """, group.folder,
      ] + (connecting ? ["connect"] : []))
    return (program, program.line)
  }

  /// As an ordinary user, every service of the machine was `(denied)`: nobody could say which one has the port.
  @Test(
    .enabled(
      if: ControlGroupFolder.canCreate && Capabilities.runsAsAnotherUser
        && Program.isInstalled("python3"),
      "needs root, cgroup2, setpriv and python3"))
  func anotherUserSeesTheUnitOfAHiddenOwner() throws {
    let group = try ControlGroupFolder("ssh.service")
    let (program, port) = try listener(in: group)
    defer { withExtendedLifetime(program) {} }
    let user = try Capabilities.AnotherUser()
    let table = try user.run("-H", port)
    #expect(table.text.contains(" (denied:ssh.service) "))
    let row = try #require(try rows(user.run("--jsonl", port)).first)
    #expect(row.ownership == "denied" && row.unit == "ssh.service" && row.container == nil)
    #expect(row.cgroup == group.path && row.cgroupSource == "socket" && row.processes.isEmpty)
    #expect(try user.run("--unit", "ssh", port).status == 0)
    #expect(try user.run("-H", "--columns=unit", port).text == "(ssh.service)\n")
    #expect(try Program.portstat.run("-H", "--columns=unit", port).text == "ssh.service\n")
    let root = try #require(try rows(Program.portstat.run(["--jsonl", port])).first)
    #expect(root.cgroup == group.path && root.cgroupSource == "process")
    #expect(root.processes.first?.unit == "ssh.service")
    if let ss = Program.find("ss"), try ss.run(["--cgroup", "-V"]).status == 0 {
      let text = try ss.run(["-Htln", "--cgroup", "sport = :\(port)"]).text
      #expect(text.contains("cgroup:\(group.path)\n") || text.contains("cgroup:\(group.path) "))
    }
  }

  /// Where a socket was created would be shown as if it were where its owner is.
  @Test(
    .enabled(
      if: ControlGroupFolder.canCreate && Program.isInstalled("python3"),
      "needs root, cgroup2 and python3"))
  func aProcessThatMovedHasItsPresentGroup() throws {
    let (first, second) = (
      try ControlGroupFolder("old.service"), try ControlGroupFolder("new.service")
    )
    let (program, port) = try listener(in: first, connecting: true)
    try second.add(program.pid)
    // A listener, a client, and a connection that no process has accepted.
    let rows = try rows(Program.portstat.run(["--jsonl", "--local-port", port]))
    try #require(rows.count == 2)
    #expect(rows[0].unit == "new.service" && rows[0].cgroupSource == "process")
    #expect(rows[1].ownership == "accept-queue")
    #expect(rows[1].unit == "old.service" && rows[1].cgroupSource == "socket")
  }

  /// A log of closed connections would attribute them to the services of other sockets.
  @Test(
    .enabled(
      if: ControlGroupFolder.canCreate && Capabilities.runsAsAnotherUser
        && Program.isInstalled("python3"),
      "needs root, cgroup2, setpriv and python3"))
  func aClosedConnectionKeepsItsGroup() throws {
    let group = try ControlGroupFolder("log.service")
    let (program, port) = try listener(in: group, connecting: true)
    let user = try Capabilities.AnotherUser()
    let stream = try BackgroundProgram(
      Program(user.command[0]),
      user.command.dropFirst() + ["--watch=0.2", "--jsonl", "--port", port])
    try stream.waitForLines("the sockets") { $0.count >= 3 }
    program.signal(SIGKILL)
    let lines = try stream.waitForLines("the end of a socket of the group") { lines in
      lines.contains {
        $0.contains(#""event":"closed""#) && $0.contains(#""unit":"log.service""#)
      }
    }
    struct Event: Decodable { let socket: Row }
    for line in lines {
      let event: Event = try SocketRecord.decode(Data(line.utf8))
      #expect(event.socket.cgroup == group.path || event.socket.cgroup == nil)
    }
  }

  /// A container would be unknown to users who may not ask its daemon; or a group that was removed would have the
  /// name of another.
  @Test(
    .enabled(
      if: ControlGroupFolder.canCreate && Capabilities.runsAsAnotherUser
        && Program.isInstalled("python3"),
      "needs root, cgroup2, setpriv and python3"))
  func aContainerIsFoundAndARemovedGroupIsUnknown() throws {
    let group = try ControlGroupFolder("docker-\(Self.id).scope")
    let home = try ControlGroupFolder("home.service")
    let (program, port) = try listener(in: group)
    let user = try Capabilities.AnotherUser()
    #expect(try user.run("-H", port).text.contains(" (denied:container:0123456789ab) "))
    #expect(try user.run("-qH", "--container", "0123456789ab", port).status == 3)
    let row = try #require(
      try rows(user.run("--jsonl", "--container", "0123456789ab", port)).first)
    #expect(row.container == "0123456789ab" && row.unit == nil)
    try home.add(program.pid)
    group.remove()
    let removed = try #require(try rows(user.run("--jsonl", port)).first)
    #expect(removed.cgroup == nil && removed.cgroupSource == nil)
    #expect(try user.run("-H", port).text.contains(" (denied:root) "))
  }
}
