import Testing

@testable import portstat

/// Whether systemd starts a service again, by the table in systemd.service(5).
@Suite struct RestartPolicyTests {
  /// Telling a user that the service comes back although it does not, or the opposite, is worse than
  /// telling nothing.
  @Test(arguments: [
    ("no", RestartPolicy.Restart.excluded, RestartPolicy.Restart.excluded),
    ("always", .certain, .certain),
    ("on-success", .possible, .excluded), ("on-failure", .possible, .certain),
    ("on-abnormal", .excluded, .certain), ("on-abort", .excluded, .certain),
    ("on-watchdog", .excluded, .excluded),
  ])
  func aRestartDependsOnTheSignal(
    word: String, afterTERM: RestartPolicy.Restart, afterKILL: RestartPolicy.Restart
  ) throws {
    let policy = try #require(RestartPolicy(rawValue: word))
    let kill = try #require(Signal("KILL"))
    #expect(policy.restart(after: .terminate) == afterTERM)
    #expect(policy.restart(after: kill) == afterKILL)
    #expect(policy.restart(after: try #require(Signal("INT"))) == afterTERM)
  }

  /// QUIT is not a clean end, and a process can catch it.
  @Test func quitMayCauseARestart() throws {
    let quit = try #require(Signal("QUIT"))
    for policy in [RestartPolicy.onAbnormal, .onAbort, .onFailure] {
      #expect(policy.restart(after: quit) == .possible)
    }
    #expect(RestartPolicy.always.restart(after: quit) == .certain)
  }
}
