import Foundation
import TestSupport

/// What tests can do on the current machine.
enum Capabilities {
  /// Whether the tests run as root and may create namespaces and mount in them, which containers
  /// often forbid.
  static let makesNamespaces: Bool = {
    let arguments = ["--net", "--uts", "--mount", "--pid", "--fork", "--mount-proc", "true"]
    return geteuid() == 0 && (try? Program.find("unshare")?.run(arguments).status) == 0
  }()

  /// Runs a command in namespaces of its own: network, PID and mount. If the tests are killed, so is every
  /// process that the command started.
  static func runInNamespaces(_ command: String...) throws -> Program.Run {
    let killed = Program.isInstalled("setpriv") ? ["setpriv", "--pdeathsig", "KILL"] : []
    return try Program.run(
      command: killed
        + ["unshare", "--net", "--pid", "--mount", "--fork", "--mount-proc", "--kill-child"]
        + command)
  }

  /// Whether strace can make system calls of a program fail.
  static let injectsFaults: Bool = {
    guard let folder = try? TemporaryDirectory() else { return false }
    let arguments = ["-qq", "-o", "\(folder.path)/log", "-e", "inject=write:retval=1", "true"]
    return Program.isInstalled("timeout")
      && (try? Program.find("strace")?.run(arguments).status) == 0
  }()

  /// Whether `lab.py` can run. It mounts over /srv, so the test files must not be there.
  static let runsLab: Bool =
    makesNamespaces && Program.isInstalled("python3", "ip", "mount")
    && FileManager.default.fileExists(atPath: "/dev/net/tun")
    && !Fixtures.folder.path.hasPrefix("/srv/")

  /// Whether portstat can be started as an ordinary user.
  static let runsAsAnotherUser = geteuid() == 0 && (try? AnotherUser().run("-V").status) == 0

  /// portstat, started as an ordinary user.
  struct AnotherUser {
    private let folder: TemporaryDirectory
    private let setpriv: Program
    /// The path of a copy of portstat that the user may run.
    let program: String
    private let userID: Int

    /// The command that starts portstat as that user.
    var command: [String] {
      [setpriv.path, "--reuid=\(userID)", "--regid=\(userID)", "--clear-groups", program]
    }

    /// Copies portstat, because the user may not have access to the build folder. cp(1) makes the
    /// copy: if the test process did, a process that another test starts at that moment could
    /// inherit the open file, and running the copy would fail with "Text file busy".
    init(userID: Int = UnnamedUser.id) throws {
      self.userID = userID
      setpriv = try Program.installed("setpriv")
      folder = try TemporaryDirectory()
      program = folder.url.appendingPathComponent("portstat").path
      guard try Program.installed("cp").run(Program.portstat.path, program).status == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
      chmod(folder.path, 0o755)
    }

    func run(_ arguments: String...) throws -> Program.Run {
      try setpriv.run(command.dropFirst() + arguments)
    }
  }
}
