import Foundation
import Testing

@testable import SocketInspector

@Suite struct ScanIssuesTests {
  private static let denied = SystemError(.open, "/proc/1/fd", code: EACCES)
  private static let limit = SystemError(.open, "/proc/5/fd", code: EMFILE)
  private static let noLink = SystemError(.read, "/proc/3/fd/7", code: EINVAL)

  /// As root, or with a higher limit? The advice has to be the one that helps: the limit, whatever the
  /// PID of the process that it was reached at.
  @Test func aLimitIsNamedBeforeAMissingRight() {
    let result = DescriptorScan.Result(errors: [1: Self.denied, 5: Self.limit])
    #expect(result.issues == [.unreadableProcesses(count: 2, firstError: Self.limit)])
    #expect(result.isIncomplete)
  }

  /// Links that are missing and processes that cannot be read have different remedies.
  @Test func missingLinksAreNotUnreadableProcesses() {
    let result = DescriptorScan.Result(errors: [1: Self.denied, 3: Self.noLink])
    #expect(
      result.issues == [
        .descriptorsNotLinks(processCount: 1, firstPath: "/proc/3/fd/7"),
        .unreadableProcesses(count: 1, firstError: Self.denied),
      ])
  }

  /// A limit that keeps the scan from learning whether processes are hidden makes owners uncertain.
  @Test func aLimitBesideProcessesMakesTheScanIncomplete() {
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
