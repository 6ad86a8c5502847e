import Foundation
import Testing

@testable import SocketInspector

@Suite struct ScanIssuesTests {
  private static let denied = SystemError(.open, "/proc/1/fd", code: EACCES)
  private static let limit = SystemError(.open, "/proc/5/fd", code: EMFILE)
  private static let noLink = SystemError(.read, "/proc/3/fd/7", code: EINVAL)

  /// The message would suggest to run as root although a limit has to be raised, because a process
  /// with a lower PID is unreadable, too.
  @Test func aLimitIsReportedBeforeAMissingPermission() {
    let result = DescriptorScan.Result(errors: [1: Self.denied, 5: Self.limit])
    #expect(
      result.issues == [
        .unreadableProcesses(count: 1, firstError: Self.limit),
        .unreadableProcesses(count: 1, firstError: Self.denied, cause: .permission),
      ])
    #expect(result.isIncomplete)
  }

  /// A recording that was copied without its links would be reported as unreadable, which has
  /// another remedy.
  @Test func missingLinksAreNotUnreadableProcesses() {
    let result = DescriptorScan.Result(errors: [1: Self.denied, 3: Self.noLink])
    #expect(
      result.issues == [
        .descriptorsNotLinks(processCount: 1, firstPath: "/proc/3/fd/7"),
        .unreadableProcesses(count: 1, firstError: Self.denied, cause: .permission),
      ])
  }

  /// Owners would be reported as certain although a limit kept the scan from finding out whether
  /// processes are hidden.
  @Test func aLimitMakesTheScanIncomplete() {
    let result = DescriptorScan.Result(reachedLimit: Self.limit)
    #expect(result.isIncomplete)
    #expect(result.issues == [.reachedLimit(Self.limit)])
    let findings = OwnerResolution(of: [17], result, unowned: [17])
    #expect(findings.ownership(of: 17) == .denied)
    #expect(findings.unreadableProcesses.includesUnlisted)
    var sum = DescriptorScan.Result()
    sum.add(result)
    #expect(sum.isIncomplete)
    #expect(!DescriptorScan.Result().isIncomplete && DescriptorScan.Result().issues.isEmpty)
  }
}
