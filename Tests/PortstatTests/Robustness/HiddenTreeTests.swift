import Foundation
import TestSupport
import Testing

/// Proc file systems that hide the processes of other users, under any spelling of their paths.
@Suite(.disabled(if: Sanitizers.areOn, "a sanitizer has other limits and needs its environment"))
struct HiddenTreeTests {
  /// The owner of a listening socket that `hidepid=2` hides was reported as unowned, and the result
  /// as complete, because the path of the tree was spelled differently from mountinfo.
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser
        && Program.isInstalled("python3"),
      "needs root, setpriv and python3"),
    arguments: [
      "/proc", "/proc/", "//proc", "/proc/.", "/proc/self/../", "FOLDER/link", "FOLDER/a tree",
      "FOLDER/bound", "FOLDER/a tree/self/root/proc",
    ])
  func aTreeThatHidesProcessesIsRecognizedUnderAnyName(spelling: String) throws {
    let folder = try TemporaryDirectory()
    chmod(folder.path, 0o755)
    for name in ["a tree", "bound"] { try folder.write("", to: "\(name)/empty") }
    try folder.link("link", to: "/proc")
    // The user's own process is PID 1, so the fact that it is listed proves nothing.
    let script = """
      mount -t proc -o hidepid=2 proc /proc
      mount -t proc -o hidepid=2 proc "$0/a tree"
      mount --bind /proc "$0/bound"
      python3 -c '
      import socket, time
      s = socket.create_server(("0.0.0.0", 80)); print("x", flush=True)
      time.sleep(1000)' >"$0/ready" &
      until test -s "$0/ready"; do :; done
      tree=$1; shift
      exec "$@" --json --proc "$tree"
      """
    let user = try Capabilities.AnotherUser()
    let tree = spelling.replacing("FOLDER", with: folder.path)
    let run = try Program.installed("unshare").run(
      ["--net", "--pid", "--mount", "--fork", "sh", "-c", script, folder.path, tree] + user.command)
    #expect(run.status == 0)
    #expect(run.text.contains(#""ownership":"denied""#))
    #expect(run.text.contains(#""complete":false"#))
    #expect(run.errorText.contains("the owner of 1 socket is hidden"))
  }

  /// If one mount hides processes and another does not, a search in the latter must not end with status 3,
  /// "hidden". (The processes outside of the PID namespace cannot own a socket that has an owner in it.)
  @Test(
    .enabled(
      if: Capabilities.makesNamespaces && Capabilities.runsAsAnotherUser, "needs root and setpriv"))
  func anotherMountThatHidesNothingIsCertain() throws {
    let folder = try TemporaryDirectory()
    chmod(folder.path, 0o755)
    for name in ["hidden", "open"] { try folder.write("", to: "\(name)/empty") }
    let script = """
      mount -t proc -o hidepid=2 proc "$0/hidden"
      mount -t proc proc "$0/open"
      tree=$1; shift
      rm -f "$0/ready"
      python3 -c '
      import ctypes, os, socket, time
      os.setgroups([]), os.setresgid(*[\(UnnamedUser.id)] * 3), os.setresuid(*[\(UnnamedUser.id)] * 3)
      ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE
      s = socket.create_server(("0.0.0.0", 8088)); print("x", flush=True)
      time.sleep(1000)' >"$0/ready" &
      until test -s "$0/ready"; do kill -0 $! || exit 9; sleep 0.01; done
      "$@" --process nosuch --proc "$tree"
      echo "status $?"
      kill $!
      """
    let user = try Capabilities.AnotherUser()
    func isCertain(_ tree: String) throws -> Bool {
      let run = try Program.installed("unshare").run(
        ["--net", "--pid", "--mount", "--fork", "sh", "-c", script, folder.path]
          + ["\(folder.path)/\(tree)"] + user.command)
      try #require(["status 1\n", "status 3\n"].contains(run.text), "\(run.errorText)")
      return run.text == "status 1\n"
    }
    #expect(try isCertain("open"))
    #expect(try !isCertain("hidden"))
  }
}
