import Foundation
import TestSupport
import Testing

/// What a listing opens: each file about the tree or the machine once, and only if it is needed.
@Suite(
  .enabled(if: Capabilities.injectsFaults, "strace is not installed or may not trace"),
  .disabled(if: Sanitizers.areOn, "a sanitizer opens files of its own"))
struct OpenedOnceTests {
  /// How often a run opens each file, by its whole name.
  private func opened(_ arguments: [String]) throws -> [String: Int] {
    let folder = try TemporaryDirectory()
    let log = folder.url.appendingPathComponent("log")
    let run = try Program.run(
      command: ["strace", "-f", "-y", "-qq", "-o", log.path, "-e", "trace=?open,openat,?openat2"]
        + [Program.portstat.path] + arguments)
    try #require(run.status < 4, "\(run.errorText)")
    let names = try String(contentsOf: log, encoding: .utf8)
      .matches(of: /(?:AT_FDCWD|\d)(?:<([^>]*)>)?, "([^"]*)"/)
      .map { $0.2.hasPrefix("/") ? String($0.2) : "\($0.1 ?? "?")/\($0.2)" }
    return Dictionary(grouping: names, by: \.self).mapValues(\.count)
  }

  /// Each stage of a listing opened the tree again and asked the same of it. With thousands of mounts, a
  /// megabyte of `mountinfo` was formatted twice.
  @Test(arguments: [[], ["-a", "-n"], ["--json"], ["-q", "1-65535"]])
  func aListingAsksForEachFactOnce(arguments: [String]) throws {
    let opened = try opened(arguments)
    #expect(opened["/proc"] == 1)
    let most = [
      "/proc/self/mountinfo", "/proc/self/status", "/proc/stat", "/proc/sys/kernel/osrelease",
      "/proc/sys/kernel/hostname", "/proc/sys/net/ipv4/ip_local_port_range",
      "/sys/devices/system/cpu/online",
    ]
    for name in most { #expect(opened[name, default: 0] <= 1, "\(name)") }
  }

  /// Without owners, nothing depends on whether processes are hidden or when they started.
  @Test func aListingWithoutOwnersAsksNothingAboutProcesses() throws {
    #expect(try self.opened(["-a", "--json"])["/proc/stat"] == 1)
    let opened = try opened(["-a", "--json", "--columns", "protocol,local_port"])
    #expect(opened["/proc"] == 1)
    for name in ["/proc/self/mountinfo", "/proc/self/status", "/proc/stat"] {
      #expect(opened[name] == nil, "\(name)")
    }
  }

  /// A recording is one directory too, and hides nothing.
  @Test func aRecordingIsOpenedOnce() throws {
    let tree = Fixtures.path("web-server")
    let opened = try opened(["--proc", tree, "--json"])
    #expect(opened[tree] == 1)
    #expect(opened["\(tree)/self/mountinfo"] == nil)
  }
}
