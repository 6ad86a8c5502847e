import Foundation
import TestSupport

/// What tests can do on the machine that they run on.
enum Machine {
  /// Root, with the right to make namespaces and to mount in them; containers often lack it.
  static let makesNamespaces: Bool = {
    let arguments = ["--net", "--uts", "--mount", "--pid", "--fork", "--mount-proc", "true"]
    return geteuid() == 0 && (try? Program.find("unshare")?.run(arguments).status) == 0
  }()

  /// What `lab.py` needs; it uses /srv, which nothing else of the test may lie in.
  static let runsLab: Bool =
    makesNamespaces && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
    && Program.isInstalled("ip", "mount") && FileManager.default.fileExists(atPath: "/dev/net/tun")
    && !Fixtures.folder.path.hasPrefix("/srv/")
}
