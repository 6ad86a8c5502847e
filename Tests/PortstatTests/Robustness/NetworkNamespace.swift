import Foundation
import TestSupport

/// A network namespace and a PID namespace that contain only one python3 process. Needs root.
final class NetworkNamespace {
  private let program: BackgroundProgram
  /// The command prefix that starts a program in the namespaces.
  let prefix: [String]

  /// - Parameters:
  /// - script: Python code that the first process there runs before it sleeps.
  /// - options: Mount options of /proc, such as `hidepid=2`.
  init(_ script: String, mounting options: String = "rw") throws {
    let mount = #"mount -t proc -o "$1" proc /proc && exec python3 -c "$0""#
    program = try BackgroundProgram(
      awaitingLineOf: .installed("unshare"),
      [
        "--net", "--pid", "--mount", "--fork", "--kill-child", "sh", "-c", mount,
        script + "\nprint('ready', flush=True)\nimport time\nwhile True: time.sleep(1000)", options,
      ])
    let children = try String(
      contentsOfFile: "/proc/\(program.pid)/task/\(program.pid)/children", encoding: .utf8)
    guard let child = children.split(separator: " ").first else {
      throw TimedOut(description: "a process in a namespace")
    }
    prefix = ["nsenter", "-t", String(child), "-n", "-p", "-m", "--"]
  }
}
