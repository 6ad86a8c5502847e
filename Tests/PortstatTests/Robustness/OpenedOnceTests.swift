import Foundation
import TestSupport
import Testing

/// A listing opens each file about the tree or the machine at most once, and only if it is needed.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "a sanitizer opens files of its own"))
struct OpenedOnceTests {
  /// How often a run opens each file, by its absolute path.
  private func opened(_ arguments: [String]) throws -> [String: Int] {
    let folder = try TemporaryDirectory()
    let log = folder.url.appendingPathComponent("log")
    let run = try Program.run(
      command: StraceLog.command(recording: "?open,openat,?openat2", in: log)
        + [Program.portstat.path] + arguments)
    try #require(run.status < 4, "\(run.errorText)")
    return Dictionary(grouping: try StraceLog(contentsOf: log).calls, by: \.path)
      .mapValues(\.count)
  }

  /// Each stage of a listing opened the tree again and read the same files. With thousands of mounts,
  /// the kernel formatted a megabyte of `mountinfo` twice.
  @Test(arguments: [[], ["-a", "-n"], ["--json"], ["-q", "1-65535"]])
  func aListingReadsEachFactOnce(arguments: [String]) throws {
    let opened = try opened(arguments)
    #expect(opened["/proc"] == 1)
    let names = [
      "/proc/self/mountinfo", "/proc/self/status", "/proc/stat", "/proc/sys/kernel/osrelease",
      "/proc/sys/kernel/hostname", "/proc/sys/net/ipv4/ip_local_port_range",
      "/sys/devices/system/cpu/online",
    ]
    #expect(names.contains { opened[$0] == 1 })
    for name in names { #expect(opened[name, default: 0] <= 1, "\(name)") }
  }

  /// A listing without owners does not depend on whether processes are hidden or when they started, so
  /// it must not read that.
  @Test func aListingWithoutOwnersReadsNothingAboutProcesses() throws {
    #expect(try self.opened(["-a", "--json"])["/proc/stat"] == 1)
    let opened = try opened(["-a", "--json", "--columns", "protocol,local_port"])
    #expect(opened["/proc"] == 1)
    for name in ["/proc/self/mountinfo", "/proc/self/status", "/proc/stat"] {
      #expect(opened[name] == nil, "\(name)")
    }
  }

  /// A recording must be opened once too. It hides no processes, whatever this machine hides.
  @Test func aRecordingIsOpenedOnce() throws {
    let tree = Fixtures.path("web-server")
    let opened = try opened(["--proc", tree, "--json"])
    #expect(opened[tree] == 1)
    #expect(opened["\(tree)/self/mountinfo"] == nil)
  }
}
