import Foundation
import TestSupport
import Testing

/// A limit on open files that is reached once, during an update of `--watch`.
@Suite(
  .enabled(
    if: Capabilities.makesNamespaces && Capabilities.injectsFaults
      && Program.isInstalled("python3", "ip"),
    "needs root, namespaces, strace, python3 and ip"),
  .disabled(if: Sanitizers.areOn, "a sanitizer needs descriptors of its own"))
struct WatchLimitTests {
  /// A listener in transit between two processes has no owner, so that each update scans all
  /// processes several times. Only the first scan reaches the limit.
  private static let script = """
    import array, json, select, socket, subprocess, sys
    program, log = sys.argv[1:]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    listener = socket.create_server(("127.0.0.1", 0))
    here, there = socket.socketpair()
    descriptors = array.array("i", [listener.fileno()])
    there.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    listener.close()
    stream = subprocess.Popen(
      ["strace", "-f", "-qq", "-o", log, "-P", "self/mountinfo", "-e", "trace=openat",
        "-e", "inject=openat:error=EMFILE:when=1", program, "--watch=0.1", "--jsonl"],
      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    ownership = json.loads(stream.stdout.readline())["socket"]["ownership"]
    is_noted = select.select([stream.stderr], [], [], 10)[0]
    print(ownership, stream.stderr.readline().decode() if is_noted else "")
    stream.terminate()
    """

  /// The first scan could not determine whether processes are hidden, but a later scan replaced its
  /// result: the stream then claimed that no process has the socket open.
  @Test func aLimitThatOnlyTheFirstScanReachedIsReported() throws {
    let folder = try TemporaryDirectory()
    let run = try Capabilities.runInNamespaces(
      "timeout", "60", "python3", "-c", Self.script, Program.portstat.path, "\(folder.path)/log")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.text.hasPrefix("denied "), "\(run.text)")
    #expect(run.text.contains("ulimit -n"), "\(run.text)")
  }
}
