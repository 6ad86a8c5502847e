import Foundation
import TestSupport

/// What tests can do on the machine that they run on.
enum Capabilities {
  /// Root, with the right to make namespaces and to mount in them; containers often lack it.
  static let makesNamespaces: Bool = {
    let arguments = ["--net", "--uts", "--mount", "--pid", "--fork", "--mount-proc", "true"]
    return geteuid() == 0 && (try? Program.find("unshare")?.run(arguments).status) == 0
  }()

  /// Whether strace can make system calls of a program fail.
  static let injectsFaults: Bool = {
    guard let folder = try? TemporaryDirectory() else { return false }
    let arguments = ["-qq", "-o", "\(folder.path)/log", "-e", "inject=write:retval=1", "true"]
    return Program.isInstalled("timeout")
      && (try? Program.find("strace")?.run(arguments).status) == 0
  }()

  /// What `lab.py` needs; it uses /srv, which nothing else of the test may lie in.
  static let runsLab: Bool =
    makesNamespaces && Program.isInstalled("python3", "ip", "mount")
    && FileManager.default.fileExists(atPath: "/dev/net/tun")
    && !Fixtures.folder.path.hasPrefix("/srv/")

  /// Whether the program can be started as a user without rights.
  static let runsAsAnotherUser = geteuid() == 0 && (try? AnotherUser().run("-V").status) == 0

  /// The program, for a user without rights.
  struct AnotherUser {
    private let folder: TemporaryDirectory
    private let setpriv: Program
    private let program: String
    private let userID: Int

    /// The words that start the program for that user.
    var command: [String] {
      [setpriv.path, "--reuid=\(userID)", "--regid=\(userID)", "--clear-groups", program]
    }

    /// Copies the program: the build may lie where the user cannot go. Another program copies: a
    /// descriptor of this one could be open for writing in a process that another test starts at
    /// that moment, and the copy could not be run ("Text file busy").
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
