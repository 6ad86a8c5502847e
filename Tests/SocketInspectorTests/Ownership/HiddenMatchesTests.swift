import TestSupport
import Testing

@testable import SocketInspector

@Suite struct HiddenMatchesTests {
  private typealias Change = (inout Filter) -> Void

  /// What process 7, named `server` and started as `/opt/daemon`, process 8 without a name, and process 9,
  /// which has ended, mean for a filter.
  private func hidden(
    _ pids: Set<Int32>, includesUnlisted: Bool = false, includesOutside: Bool = false,
    _ change: Change
  ) throws -> HiddenMatches {
    let tree = try ProcTree(empty: ())
    try tree.addProcess(7, name: "server")
    try tree.folder.write("/opt/daemon\0--verbose\0", to: "7/cmdline")
    try tree.folder.write("0::/system.slice/ssh.service\n", to: "7/cgroup")
    try tree.makeFolder("8")
    var filter = Filter()
    change(&filter)
    let processes = UnreadableProcesses(
      pids: pids, includesUnlisted: includesUnlisted,
      includesOutside: includesOutside)
    return HiddenMatches(processes, filter, try ProcFileSystem(tree.path))
  }

  private func details(_ pid: Int32, _ name: String) -> ProcessDetails {
    var details = ProcessDetails(pid: pid)
    details.nameBytes = Array(name.utf8)
    return details
  }

  /// `--process nginx` would end with status 3, "hidden", on every machine with an unreadable process, or
  /// with status 1, "nothing matched", although the unreadable process is the wanted one.
  @Test func aSocketMayBelongToAnUnreadableProcessThatTheFilterIncludes() throws {
    for name in ["server", "serv*", "daemon"] {
      #expect(
        try hidden([7]) { $0.processNames.included = [NamePattern(name)] }.mayInclude([]))
    }
    #expect(
      try !hidden([7]) { $0.processNames.included = [NamePattern("nginx")] }.mayInclude([]))
    #expect(try hidden([7]) { $0.pids.included = [7] }.mayInclude([]))
    #expect(try !hidden([7]) { $0.pids.included = [20] }.mayInclude([]))
  }

  /// The command line of an unreadable process is world-readable, so a search by command line can be as certain as
  /// one by name.
  @Test func theCommandLineOfAnUnreadableProcessIsCompared() throws {
    func mayInclude(_ pattern: String) throws -> Bool {
      try hidden([7]) { $0.commands.included = [NamePattern(pattern)] }.mayInclude([])
    }
    #expect(try mayInclude("/opt/daemon --verbose"))
    #expect(try mayInclude("*--verbose"))
    #expect(try !mayInclude("daemon"))
    #expect(try hidden([7]) { $0.commands.excluded = [NamePattern("*daemon*")] }.mayBeExcluded)
    #expect(try !hidden([7]) { $0.commands.excluded = [NamePattern("*nginx*")] }.mayBeExcluded)
    // Both criteria have to be met.
    let both = try hidden([7]) {
      $0.commands.included = [NamePattern("*daemon*")]
      $0.processNames.included = [NamePattern("nginx")]
    }
    #expect(!both.mayInclude([]))
  }

  /// `--unit nginx` would end with status 3, "hidden", for every user who may not read the process of ssh.service,
  /// although everybody may read that it is in another unit.
  @Test func theUnitOfAnUnreadableProcessIsCompared() throws {
    func mayInclude(_ pattern: String) throws -> Bool {
      try hidden([7]) { $0.units.included = [NamePattern(pattern)] }.mayInclude([])
    }
    #expect(try mayInclude("ssh"))
    #expect(try !mayInclude("nginx.service"))
    #expect(try hidden([7]) { $0.units.excluded = [NamePattern("ssh*")] }.mayBeExcluded)
    #expect(try !hidden([7]) { $0.units.excluded = [NamePattern("nginx*")] }.mayBeExcluded)
    #expect(try !hidden([7]) { $0.containers.included = [NamePattern("*")] }.mayInclude([]))
  }

  /// A process that ended during the scan would make a search end with status 3. One whose name cannot be
  /// read may have any name.
  @Test func aProcessWithoutANameMayBeAnyUnlessItHasEnded() throws {
    let isWanted = { (filter: inout Filter) in
      filter.processNames.included = [NamePattern("nginx")]
    }
    #expect(try hidden([8], isWanted).mayInclude([]))
    #expect(try !hidden([9], isWanted).mayInclude([]))
    let isExcluded = { (filter: inout Filter) in
      filter.processNames.excluded = [NamePattern("nginx")]
    }
    #expect(try hidden([8], isExcluded).mayBeExcluded)
    #expect(try !hidden([9], isExcluded).mayBeExcluded)
    #expect(try !hidden([7], isExcluded).mayBeExcluded)
  }

  /// A socket would be counted as a possible match although a known owner excludes it, whoever else has it
  /// open; or would not be counted although a known owner meets one of two criteria.
  @Test func knownOwnersCountToo() throws {
    let excluding = try hidden([7]) {
      $0.pids.included = [7]
      $0.processNames.excluded = [NamePattern("sshd")]
    }
    #expect(excluding.mayInclude([details(20, "bash")]))
    #expect(!excluding.mayInclude([details(20, "sshd")]))
    let both = try hidden([7]) {
      $0.pids.included = [20]
      $0.processNames.included = [NamePattern("server")]
    }
    #expect(both.mayInclude([details(20, "bash")]))
    #expect(!both.mayInclude([details(21, "bash")]))
  }

  /// In a container, each search by name would end with status 3 although the socket has an owner in it; or a
  /// search by name for a process of the host would end with status 1 although it may be the owner.
  @Test func aProcessOutsideTheNamespaceMayOwnWhatHasNoOwnerInIt() throws {
    func hidden(_ change: Change) throws -> HiddenMatches {
      try self.hidden([], includesOutside: true, change)
    }
    let byName = try hidden { $0.processNames.included = [NamePattern("dockerd")] }
    #expect(byName.mayInclude([]))
    #expect(!byName.mayInclude([details(20, "bash")]))
    let byNoName = try hidden { $0.processNames.excluded = [NamePattern("dockerd")] }
    #expect(byNoName.mayExclude([]))
    #expect(!byNoName.mayExclude([details(20, "bash")]))
    // It has no PID in the namespace.
    #expect(try !hidden { $0.pids.included = [60] }.mayInclude([]))
    #expect(try !hidden { $0.pids.excluded = [60] }.mayExclude([]))
  }

  /// With `hidepid`, a search for a process of another user would end with status 1, "nothing matched". A
  /// process that is listed is not one of those that are not.
  @Test func anUnlistedProcessMayBeAnyThatIsNotListed() throws {
    #expect(try hidden([], includesUnlisted: true) { $0.pids.included = [60] }.mayInclude([]))
    #expect(try !hidden([], includesUnlisted: true) { $0.pids.included = [7] }.mayInclude([]))
    #expect(try hidden([], includesUnlisted: true) { $0.pids.excluded = [60] }.mayBeExcluded)
    #expect(try !hidden([], includesUnlisted: true) { $0.pids.excluded = [7] }.mayBeExcluded)
  }
}
