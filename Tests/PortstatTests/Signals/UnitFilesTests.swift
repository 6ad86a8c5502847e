import Foundation
import TestSupport
import Testing

@testable import portstat

/// `Restart=` as systemd would read it.
@Suite struct UnitFilesTests {
  private static func policy(_ files: String...) -> RestartPolicy {
    UnitFile.restartPolicy(in: files.map { Array($0.utf8) })
  }

  /// A setting that is read wrongly makes portstat announce a restart that does not happen, or hide one.
  @Test func restartIsReadFromTheServiceSection() {
    #expect(Self.policy("[Unit]\nDescription=x\n[Service]\nRestart=always\n") == .always)
    #expect(Self.policy("[Service]\n  Restart = on-failure \t\r\nRestartSec=5") == .onFailure)
    #expect(Self.policy("[Service]\nExecStart=/bin/x \\\n  Restart=always\n") == .never)
    #expect(Self.policy("[Service]\n#Restart=always\n;Restart=always\n") == .never)
    #expect(Self.policy("[Service]\nExecStart=x \\\n# note\nRestart=no\nRestart=always") == .always)
    #expect(Self.policy("[Unit]\nRestart=always\n[Service]\nType=simple\n") == .never)
    #expect(Self.policy("[Service]\nRestart=always\n[Install]\nRestart=no") == .always)
    #expect(Self.policy("[Service]\nRestart=on-abort\nRestart=sometimes\n") == .onAbort)
    #expect(Self.policy("[Service]\nRestart=always", "[Service]\nRestart=no") == .never)
    #expect(Self.policy() == .never && Self.policy("\u{0}\u{ff}=[") == .never)
  }

  /// A drop-in, an instance of a template and a file in /etc change what the unit of the package says.
  @Test func filesAreReadInSystemdsOrder() throws {
    let folder = try TemporaryDirectory()
    func write(_ path: String, _ restart: String) throws {
      let file = folder.url.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("[Service]\nRestart=\(restart)\n".utf8).write(to: file)
    }
    let units = UnitFiles(root: folder.url.path)
    func policy(_ unit: String, isUserUnit: Bool = false) -> RestartPolicy? {
      units.restartPolicy(of: unit, isUserUnit: isUserUnit)
    }
    #expect(policy("web.service") == nil)
    try write("usr/lib/systemd/system/web.service", "on-failure")
    #expect(policy("web.service") == .onFailure)
    #expect(policy("web.service", isUserUnit: true) == nil)
    try write("etc/systemd/system/web.service", "on-abort")
    #expect(policy("web.service") == .onAbort)
    try write("usr/lib/systemd/system/web.service.d/20-b.conf", "always")
    try write("etc/systemd/system/web.service.d/10-a.conf", "no")
    #expect(policy("web.service") == .always)  // 20-b comes after 10-a
    try write("etc/systemd/system/web.service.d/20-b.conf", "on-success")
    #expect(policy("web.service") == .onSuccess)  // hides the file of the same name
    try write("etc/systemd/system/web.service.d/99-note.txt", "no")
    #expect(policy("web.service") == .onSuccess)
    // The drop-ins of units whose names begin alike; the most specific hides others of the same name.
    try write("usr/lib/systemd/system/shop-web-a.service", "no")
    try write("etc/systemd/system/shop-.service.d/50-c.conf", "always")
    #expect(policy("shop-web-a.service") == .always)
    try write("usr/lib/systemd/system/shop-web-.service.d/50-c.conf", "on-abort")
    #expect(policy("shop-web-a.service") == .onAbort)
    try write("usr/lib/systemd/system/job@.service", "on-abnormal")
    #expect(policy("job@7.service") == .onAbnormal)
    try write("etc/systemd/user/mail.service", "always")
    #expect(policy("mail.service", isUserUnit: true) == .always)
    #expect(policy("mail.service") == nil)
    // Masked: a link to /dev/null, which has no contents.
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "etc/systemd/system/off.service").path,
      withDestinationPath: "/dev/null")
    #expect(policy("off.service") == .never)
  }
}
