import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// The notes on hidden owners name what was found out, and nothing else.
@Suite struct HiddenOwnerCausesTests {
  private typealias Issue = SocketInspector.Issue
  private static let asRoot = geteuid() == 0 ? "with CAP_SYS_PTRACE" : "as root"

  private func note(
    _ issues: [SocketInspector.Issue], sockets: Int = 12, withCounts: Bool = true
  ) -> String? {
    var outcome = Outcome()
    outcome.issues = issues
    outcome.hiddenOwners = .certain(mayShareOthers: false)
    outcome.hiddenOwnerCount = sockets
    return outcome.notes(withCounts: withCounts).first?.text
  }

  private func unreadable(_ count: Int, _ cause: HiddenOwnerCause) -> SocketInspector.Issue {
    .unreadableProcesses(
      count: count, firstError: SystemError(.open, "/proc/7/fd", code: EACCES), cause: cause)
  }

  /// The note asked "is CAP_SYS_PTRACE missing?" although the process had it.
  @Test(
    arguments: [
      (.permission, "permission denied", "; run as root to see them"),
      (
        .missingCapability, "permission denied without CAP_SYS_PTRACE",
        "; run with CAP_SYS_PTRACE to see them"
      ),
      (
        .missingReadCapability, "permission denied without CAP_DAC_READ_SEARCH",
        "; run with CAP_DAC_READ_SEARCH to see them"
      ),
      (.protected, "permission denied even with CAP_SYS_PTRACE", ""),
      (
        .userNamespace, "permission denied outside this user namespace",
        "; run outside this user namespace to see them"
      ),
    ] as [(HiddenOwnerCause, String, String)])
  func eachCauseHasItsRemedy(cause: HiddenOwnerCause, phrase: String, remedy: String) {
    #expect(note([unreadable(31, cause)]) == "owners of 12 sockets are hidden (\(phrase))\(remedy)")
  }

  /// A user would look for a missing permission, which would not help.
  @Test func namespacesAndMountOptionsAreNamed() {
    #expect(
      note([.processesOutsideNamespace], sockets: 3)
        == "owners of 3 sockets are hidden (processes outside this PID namespace cannot be seen); "
        + "run on the host to see them")
    #expect(
      note([.hiddenProcesses], sockets: 3)
        == "owners of 3 sockets are hidden (/proc is mounted with hidepid); run \(Self.asRoot) to see "
        + "them")
    #expect(
      note([.unlistedProcesses], sockets: 3)
        == "owners of 3 sockets are hidden (some processes are not listed); run \(Self.asRoot) to see "
        + "them")
  }

  /// With several causes, the user would learn only the first, and remove it to no effect.
  @Test func severalCausesAreNamedInOneNote() {
    let mixed = [unreadable(31, .permission), .processesOutsideNamespace]
    #expect(
      note(mixed, sockets: 5)
        == "owners of 5 sockets are hidden (permission denied for 31 processes, processes outside this "
        + "PID namespace cannot be seen); run as root and on the host to see them")
    // A stream leaves out the counts, which change from update to update.
    #expect(note(mixed, withCounts: false)?.contains("31") == false)
    let loop = SystemError(.open, "/proc/9/fd", code: ELOOP)
    #expect(
      note([.unreadableProcesses(count: 1, firstError: loop), unreadable(1, .permission)])
        == "owners of 12 sockets are hidden (permission denied for 1 process, cannot open /proc/9/fd: "
        + "Too many levels of symbolic links); run as root to see them")
  }

  /// "The owner of 1 socket … run as root to see them" is not English.
  @Test func oneSocketIsSingular() {
    #expect(
      note([unreadable(2, .permission)], sockets: 1)
        == "the owner of 1 socket is hidden (permission denied); run as root to see it")
  }
}
