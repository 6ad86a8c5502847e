import Foundation
import TestSupport
import Testing

@testable import portstat

/// Compares the FILES section of the manual with what strace(1) sees. A sandbox profile written
/// from the manual would otherwise forbid a file that portstat needs, or allow one that it never
/// reads.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "a sanitizer opens files of its own"))
struct ManualFilesTests {
  /// A path in FILES, split at `/`: `PID` and `N` stand for a number, `*` for any name.
  private struct Pattern: Hashable {
    let components: [String]
    /// Whether the last name may be at any depth, as `cgroup.procs`.
    var isAtAnyDepth = false

    private static func fits(_ name: String, _ pattern: String) -> Bool {
      switch pattern {
      case "*": true
      case "PID": name == "self" || UInt64(name) != nil
      case "N": UInt64(name) != nil
      default: name == pattern
      }
    }

    /// Whether a path is this one, or a directory that leads to it.
    func includes(_ path: [String]) -> Bool {
      let base = isAtAnyDepth ? Array(components.dropLast()) : components
      return (isAtAnyDepth || path.count <= base.count) && zip(path, base).allSatisfy(Self.fits)
    }

    func matches(_ path: [String]) -> Bool {
      isAtAnyDepth
        ? zip(path.suffix(1), components.suffix(1)).allSatisfy(Self.fits) && includes(path)
        : path.count == components.count && includes(path)
    }

    /// The paths of an entry. Names without a directory are in the directory of the first path.
    static func all(in entry: String) -> [Pattern] {
      var folder: [String] = []
      return entry.components(separatedBy: ", ").map { text in
        if let (name, base) = text.wholeMatch(of: /(.+) at any depth below (.+)/).map({
          ($0.1, $0.2)
        }) {
          return Pattern(components: names(base) + [String(name)], isAtAnyDepth: true)
        }
        let components = text.hasPrefix("/") ? names(text[...]) : folder + [text]
        folder = components.dropLast()
        return Pattern(components: components)
      }
    }
  }

  private static func names(_ path: some StringProtocol) -> [String] {
    path.split(separator: "/").map { String($0) }
  }

  /// The files in /proc, /sys and /etc that a run opens, and the links that it reads there. The
  /// directory of the process itself is `/proc/self`.
  private static func opened(_ log: URL) throws -> Set<[String]> {
    let log = try StraceLog(contentsOf: log)
    var paths: Set<[String]> = []
    for call in log.calls {
      var path = names(call.path)
      // The C library tries many names of files for the user database.
      if path.first == "etc", call.hasFailed { continue }
      guard ["proc", "sys", "etc"].contains(path.first) else { continue }
      if path.count > 1, path[1] == log.process { path[1] = "self" }
      paths.insert(path)
    }
    try #require(!paths.isEmpty)
    return paths
  }

  private static func tracing(_ log: URL) -> [String] {
    StraceLog.command(recording: "?open,openat,?readlink,readlinkat", in: log)
  }

  /// What glibc opens only sometimes, when it returns memory of a thread (`shrink_heap` in its
  /// `malloc/arena.c`).
  private static let openedByAllocator = names("/proc/sys/vm/overcommit_memory")

  /// The entries of FILES: `/proc/self/net/tcp, tcp6` for `.It Pa /proc/self/net/tcp , Pa tcp6`.
  private static func entries(in manual: String) -> [String] {
    let section = manual.components(separatedBy: "\n.Sh ").first { $0.hasPrefix("FILES\n") } ?? ""
    return section.split(separator: "\n").filter { $0.hasPrefix(".It Pa ") }.map { line in
      String(line).replacingOccurrences(of: ".It ", with: "").replacingOccurrences(
        of: "Pa ", with: ""
      )
      .replacingOccurrences(of: "No ", with: "").replacingOccurrences(of: " , ", with: ", ")
    }
  }

  /// - Parameter line: The arguments of strace for sh(1); `$0` is portstat.
  private static func opened(byRunning line: String) throws -> Set<[String]> {
    let folder = try TemporaryDirectory()
    let log = folder.url.appendingPathComponent("log")
    let run = try Program.sh("\(tracing(log).joined(separator: " ")) \(line)")
    try #require(run.status <= 1, "\(line): \(run.errorText)")
    return try opened(log)
  }

  /// What an ordinary user makes portstat open in a container that hides processes from other
  /// groups, for a socket that root shares with that user.
  private static func openedInContainer() throws -> Set<[String]> {
    let network = try NetworkNamespace(
      """
      import ctypes, os, socket, time
      here, there = os.pipe()
      listener = socket.create_server(("0.0.0.0", 80))
      if os.fork() == 0:
        os.setgid(\(UnnamedUser.id)), os.setgroups([]), os.setuid(\(UnnamedUser.id))
        ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
        os.write(there, b"x")
        while True: time.sleep(1000)
      os.read(here, 1)
      """, mounting: "hidepid=2,gid=\(UnnamedUser.id)")
    let user = try Capabilities.AnotherUser()
    let folder = try TemporaryDirectory()
    chmod(folder.path, 0o777)
    let log = folder.url.appendingPathComponent("log")
    let run = try Program.run(
      command: network.prefix + user.command.dropLast() + tracing(log) + user.command.suffix(1)
        + ["-q", "80"])
    try #require(run.status == 0, "\(run.errorText)")
    return try opened(log)
  }

  /// Whether every file can be observed on this machine. If not, only the opened files are checked.
  private static let showsAll =
    Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
    && Program.isInstalled("nsenter", "python3") && ThreadWithOwnDescriptors.isPossible

  /// Each mode opens only what FILES names, and some mode opens each entry.
  @Test func everyFileIsInTheManualAndEveryEntryIsOpened() throws {
    let listener = try LiveSocket.listener()
    let port = try listener.port
    let hidden = ThreadWithOwnDescriptors.isPossible ? try ThreadWithOwnDescriptors() : nil
    defer { hidden?.end() }
    // What the dynamic loader and Swift's runtime open before portstat starts.
    let started = try Self.opened(byRunning: "\"$0\" --version")
    let patterns = Self.entries(in: ManualPage.text()).flatMap { Pattern.all(in: $0) }
    try #require(patterns.count > 20)
    var all: Set<[String]> = []
    func check(_ mode: String, _ paths: Set<[String]>) {
      let unknown = paths.subtracting(started).filter { path in
        !patterns.contains { $0.includes(path) }
      }
      #expect(unknown.isEmpty, "\(mode) opens what FILES does not name")
      all.formUnion(paths)
    }
    for arguments in [
      "", "-q \(port)", "--json", "--source=procfs", "--user=\(geteuid())",
      "--watch=0.1 --jsonl :\(port) | head -1", "--watch=0.1 :\(port) | head -1",
    ] {
      let mode = "\"$0\" \(arguments)"
      check(mode, try Self.opened(byRunning: mode))
    }
    guard Self.showsAll else { return }
    check("a container", try Self.openedInContainer())
    try withExtendedLifetime(NetworkNamespace("pass")) {
      for arguments in ["--netns all", "--netns all --source=procfs"] {
        check(arguments, try Self.opened(byRunning: "\"$0\" \(arguments)"))
      }
    }
    for pattern in patterns
    // Files outside of /proc, /sys and /etc are not observed.
    where !["dev", "var"].contains(pattern.components[0])
      && !pattern.components[0].hasPrefix("~")
      && pattern.components != Self.openedByAllocator
      // Unit files are opened with --signal, on machines with systemd.
      && !pattern.components.contains("systemd")
      // Before Linux 4.9, and where connections are tracked.
      && !pattern.components.contains(where: { $0.hasSuffix("_conntrack") })
      // With rules or forwarders, which the machine may not have.
      && !pattern.components.contains(where: {
        ["fib_trie", "if_inet6", "ip_tables_names", "ip6_tables_names"].contains($0)
      })
      // Named namespaces are mounted where somebody uses ip-netns(8).
      && !pattern.components.contains("root")
      // A sandbox may hide the control groups.
      && (!pattern.isAtAnyDepth || FileManager.default.fileExists(atPath: "/sys/fs/cgroup"))
    {
      #expect(all.contains { pattern.matches($0) }, "nothing opens \(pattern.components)")
    }
  }
}
