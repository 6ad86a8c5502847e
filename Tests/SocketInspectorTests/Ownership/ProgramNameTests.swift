import Foundation
import TestSupport
import Testing

@testable import SocketInspector

/// The readable names of programs.
@Suite struct ProgramNameTests {
  private func name(_ comm: String, _ executable: String?, _ arguments: String...) -> String {
    let name = ProgramName.name(
      Array(comm.utf8), executable: { executable.map { Array($0.utf8) } },
      arguments: { arguments.map { Array($0.utf8) } })
    return String(decoding: name, as: UTF8.self)
  }

  /// A user would search for `NetworkManager-` or `prometheus-node`, which no package and no unit is called.
  @Test(arguments: [
    ("gnome-keyring-d", "/usr/bin/gnome-keyring-daemon", "gnome-keyring-daemon"),
    ("systemd-timesyn", "/usr/lib/systemd/systemd-timesyncd", "systemd-timesyncd"),
    ("prometheus-node", "/usr/bin/prometheus-node-exporter (deleted)", "prometheus-node-exporter"),
    // Exactly 15 bytes.
    ("systemd-network", "/usr/lib/systemd/systemd-network", "systemd-network"),
  ])
  func aNameThatTheKernelCutOffIsCompleted(comm: String, executable: String, expected: String) {
    #expect(name(comm, executable) == expected)
  }

  /// A script would have the name of its interpreter, or the first 15 bytes of its own.
  @Test func theNameOfAScriptIsCompleted() {
    let interpreter = "/usr/bin/python3.12"
    #expect(
      name(
        "unattended-upgr", interpreter, "/usr/bin/python3", "/usr/bin/unattended-upgrade-shutdown")
        == "unattended-upgrade-shutdown")
    #expect(
      name("networkd-dispat", interpreter, "python3", "-O", "/opt/networkd-dispatcher", "--run")
        == "networkd-dispatcher")
    // Called through a symbolic link, whose name is the first argument.
    #expect(
      name("fail2ban-client", "/usr/bin/busybox", "fail2ban-client-wrapper")
        == "fail2ban-client-wrapper")
  }

  /// Every Node.js program would be called MainThread, and every OCaml program Domain0.
  @Test(arguments: [
    ("MainThread", "/usr/local/bin/node"), ("node-MainThread", "/opt/node-24/bin/node"),
    ("Domain0", "/usr/bin/liquidsoap"), ("GeckoMain", "/usr/lib/firefox/firefox-bin"),
    ("ConsoleHost mai", "/opt/microsoft/powershell/7/pwsh"), ("MainThread", "/srv/bun (deleted)"),
  ])
  func aNameThatARuntimeGivesIsReplaced(comm: String, executable: String) {
    let path = executable.replacingOccurrences(of: " (deleted)", with: "")
    #expect(name(comm, executable) == URL(fileURLWithPath: path).lastPathComponent)
  }

  /// A name that the program chose tells more than its executable's: `nginx: worker`, `celeryd: main`.
  @Test(arguments: [
    ("celeryd: worker", "/usr/bin/python3.12"),
    ("postgres", "/usr/lib/postgresql/16/bin/postmaster"),
    ("main", "/usr/bin/python3"), ("php-fpm: pool x", "/usr/sbin/php-fpm8.2"),
    ("Main", "/bin/mono"),
    ("", "/usr/bin/sleep"), ("mainthread", "/usr/bin/node"),
  ])
  func aNameThatTheProgramChoseStays(comm: String, executable: String) {
    #expect(name(comm, executable, "/srv/app/main.py") == comm)
  }

  /// Without the right to read the executable, a name must not become empty.
  @Test func withoutTheExecutableTheNameStays() {
    #expect(name("MainThread", nil) == "MainThread")
    #expect(name("systemd-timesyn", nil) == "systemd-timesyn")
    // The command line is world-readable.
    #expect(
      name("systemd-timesyn", nil, "/usr/lib/systemd/systemd-timesyncd") == "systemd-timesyncd")
  }

  /// Each listing would read two more files of every process: only names of 15 bytes and those of runtimes may
  /// differ.
  @Test func moreIsReadOnlyIfTheNameMayDiffer() {
    var count = 0
    for comm in ["sshd", "nginx", "fourteen-bytes", "kworker/u8:1-events_unbound"] {
      _ = ProgramName.name(
        Array(comm.utf8),
        executable: {
          count += 1
          return nil
        },
        arguments: {
          count += 1
          return []
        })
    }
    #expect(count == 0)
    #expect(!Requirements.programName.contains(.executable))
    #expect(!Requirements.programName.contains(.command))
    #expect(Requirements.programName.contains(.processName))
  }

  /// The details of a process in a tree, with the real reader.
  @Test func aTreeHasBothNames() throws {
    let tree = try ProcTree(tcp: [.listener("127.0.0.1:7401", inode: 100)])
    try tree.addProcess(70, name: "MainThread", sockets: [3: 100])
    try tree.folder.link("70/exe", to: "/opt/app/bin/node")
    let snapshot = try Snapshot.capture(Query(requirements: .programName, procPath: tree.path))
    let process = try #require(snapshot.sockets.first?.owners.first?.process)
    #expect(process.name == "MainThread")
    #expect(process.programName == "node")
    #expect(process.executable == nil)
    for name in ["MainThread", "node", "no?e"] {
      var filter = Filter()
      filter.processNames.included = [NamePattern(name)]
      let found = try Snapshot.capture(Query(filter: filter, requirements: [], procPath: tree.path))
      #expect(found.sockets.count == 1, "\(name)")
    }
  }
}
