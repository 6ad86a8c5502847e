import Foundation
import TestSupport
import Testing

@testable import portstat

/// FILES of the manual against what strace(1) sees. Who writes a profile for a sandbox by the manual
/// would forbid a file that it does not name, or allow one that nothing reads.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "a sanitizer opens files of its own"))
struct ManualFilesTests {
  /// A path of FILES, split at `/`: `PID` and `N` stand for a number, `*` for any name.
  private struct Pattern: Hashable {
    let components: [String]
    /// Whether the last name may lie at any depth: `cgroup.procs`.
    var isAtAnyDepth = false

    private static func fits(_ name: String, _ pattern: String) -> Bool {
      switch pattern {
      case "*": true
      case "PID": name == "self" || UInt64(name) != nil
      case "N": UInt64(name) != nil
      default: name == pattern
      }
    }

    /// Whether a path is this one, or a directory on the way to it.
    func includes(_ path: [String]) -> Bool {
      let base = isAtAnyDepth ? Array(components.dropLast()) : components
      return (isAtAnyDepth || path.count <= base.count) && zip(path, base).allSatisfy(Self.fits)
    }

    func matches(_ path: [String]) -> Bool {
      isAtAnyDepth
        ? path.last == components.last && includes(path)
        : path.count == components.count && includes(path)
    }

    /// The paths of an entry: names without a directory lie beside the first path.
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

  private static func names(_ path: Substring) -> [String] {
    path.split(separator: "/").map(String.init)
  }

  /// The files below /proc, /sys and /etc that a run opens, and the links that it reads there. The
  /// directory of the process itself is `/proc/self`.
  private static func opened(_ log: URL) throws -> Set<[String]> {
    let call = /(?:open|openat|readlink|readlinkat)\((?:[^"<]*(?:<([^>]*)>)?, )?"([^"]*)"/
    let lines = String(decoding: try Data(contentsOf: log), as: UTF8.self).split(separator: "\n")
    let own = String(lines.first?.prefix { $0 != " " } ?? "")
    var paths: Set<[String]> = []
    for line in lines {
      guard let found = line.firstMatch(of: call) else { continue }
      var path = names(found.2.hasPrefix("/") ? found.2 : "\(found.1 ?? "")/\(found.2)")
      // The user database has files of many names; those that are not there say nothing.
      if path.first == "etc", line.contains(" = -1 ") { continue }
      guard ["proc", "sys", "etc"].contains(path.first) else { continue }
      if path.count > 1, path[1] == own { path[1] = "self" }
      paths.insert(path)
    }
    return paths
  }

  private static let tracing = "strace -f -qq -y -e trace=?open,openat,?readlink,readlinkat -o"

  /// - Parameter line: What sh(1) runs; `$0` is the program.
  private static func opened(byRunning line: String) throws -> Set<[String]> {
    let folder = try TemporaryDirectory()
    let log = folder.url.appendingPathComponent("log")
    let run = try Program.sh("\(tracing) \(log.path) \(line)")
    try #require(run.status <= 1, "\(line): \(run.errorText)")
    return try opened(log)
  }

  /// What a user without rights makes portstat open where root shares a socket with that user, in a
  /// container that hides processes from everybody else.
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
    let words = tracing.split(separator: " ").map(String.init) + [log.path]
    let run = try Program.run(
      command: network.prefix + user.command.dropLast() + words + user.command.suffix(1)
        + ["-q", "80"])
    try #require(run.status == 0, "\(run.errorText)")
    return try opened(log)
  }

  /// Whether this machine can show every file; else only what is opened is compared.
  private static let showsAll =
    Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
    && Program.isInstalled("nsenter", "python3") && ThreadWithOwnDescriptors.isPossible

  /// In each mode, portstat opens what FILES names and nothing else; and each name is opened in one.
  @Test func everyFileIsInTheManualAndEveryEntryIsOpened() throws {
    let listener = try LiveSocket.listener()
    let port = try listener.port
    let hidden = ThreadWithOwnDescriptors.isPossible ? try ThreadWithOwnDescriptors() : nil
    defer { hidden?.end() }
    // What the loader and Swift's runtime open before the program begins.
    let started = try Self.opened(byRunning: "\"$0\" --version")
    let patterns = ManualText.files.flatMap { Pattern.all(in: $0.path) }
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
      "--watch=0.1 --jsonl :\(port) | head -1",
    ] {
      let mode = "\"$0\" \(arguments)"
      check(mode, try Self.opened(byRunning: mode))
    }
    guard Self.showsAll else { return }
    check("a container", try Self.openedInContainer())
    for pattern in patterns where pattern.components[0] != "dev" {
      #expect(all.contains { pattern.matches($0) }, "nothing opens \(pattern.components)")
    }
  }
}
