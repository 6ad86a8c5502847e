import Foundation
import Testing

@testable import SocketInspector

/// Why permission to read a process was denied.
@Suite struct ReaderRightsTests {
  private static let accessDenied = SystemError(.open, "/proc/4321/fd", code: EACCES)
  private static let notPermitted = SystemError(.read, "/proc/4321/fd", code: EPERM)

  private func cause(
    _ error: SystemError, mayTrace: Bool = false, mayList: Bool = true, isRoot: Bool = false,
    inUserNamespace: Bool = false,
    hidepid: Bool = false
  ) -> HiddenOwnerCause? {
    ReaderRights(
      mayTraceOthers: mayTrace, mayListOthers: mayList, isRoot: isRoot,
      isInUserNamespace: inUserNamespace,
      isHiding: hidepid
    ).cause(of: error)
  }

  /// An administrator was asked whether CAP_SYS_PTRACE was missing, and added it to no effect: the process
  /// had it already.
  @Test func theCapabilityIsNamedOnlyIfItIsMissing() {
    #expect(cause(Self.accessDenied, mayTrace: true, isRoot: true) == .protected)
    #expect(cause(Self.notPermitted, mayTrace: true, isRoot: true) == .protected)
    #expect(cause(Self.accessDenied, mayTrace: true) == .protected)
    #expect(cause(Self.accessDenied, isRoot: true) == .missingCapability)
    #expect(cause(Self.accessDenied) == .permission)
  }

  /// `setcap cap_sys_ptrace+ep portstat` is half of what is needed: the user would look for a security policy.
  @Test func theCapabilityToListDescriptorsIsNamed() {
    #expect(cause(Self.accessDenied, mayTrace: true, mayList: false) == .missingReadCapability)
    #expect(cause(Self.accessDenied, mayList: false) == .permission)
    let status = Array("Name:\tx\nCapEff:\t0000000000080000\n".utf8)
    #expect(status.span.mayTraceOthers && !status.span.mayListOthers)
    for capabilities in ["0000000000000002", "0000000000000004"] {
      let status = Array("Name:\tx\nCapEff:\t\(capabilities)\n".utf8)
      #expect(!status.span.mayTraceOthers && status.span.mayListOthers)
    }
  }

  /// Root of a user namespace would look for a security policy: its capabilities do not count outside.
  @Test func capabilitiesOfAUserNamespaceCountInItOnly() {
    #expect(cause(Self.accessDenied, mayTrace: true, inUserNamespace: true) == .userNamespace)
    #expect(cause(Self.accessDenied, inUserNamespace: true) == .permission)
  }

  /// With `hidepid=noaccess`, the user would not learn that a mount option hides the processes. Without the
  /// option, EPERM has another cause, and EACCES always has.
  @Test func hidepidIsTheCauseOfErrorsThatItCauses() {
    #expect(cause(Self.notPermitted, hidepid: true) == .hidepid)
    #expect(cause(Self.accessDenied, hidepid: true) == .permission)
    #expect(cause(Self.notPermitted) == .permission)
    #expect(cause(Self.notPermitted, isRoot: true, hidepid: true) == .hidepid)
  }

  /// A process that ended, or a limit, would be reported as a lack of permission.
  @Test(arguments: [ENOENT, ESRCH, EMFILE, ELOOP])
  func otherErrorsHaveNoCause(code: Int32) {
    #expect(cause(SystemError(.open, "/proc/4321/fd", code: code), mayTrace: true) == nil)
    #expect(cause(SystemError(.open, "/proc/4321/fd", code: code), hidepid: true) == nil)
  }
}
