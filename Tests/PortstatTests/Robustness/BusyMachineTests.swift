import Foundation
import TestSupport
import Testing

/// Processes that constantly open and close descriptors, next to a socket that no process has open,
/// like some of the kernel's own.
@Suite(
  .enabled(
    if: Capabilities.makesNamespaces && Capabilities.injectsFaults
      && Program.isInstalled("python3", "ip"),
    "needs root, namespaces, strace, python3 and ip"),
  .disabled(if: Sanitizers.areOn, "too slow to scan while descriptors change"))
struct BusyMachineTests {
  /// For each of several snapshots, prints how often portstat checked the descriptor table of an
  /// idle process.
  private static let script = """
    import array, os, socket, subprocess, sys, time
    runs, program, log = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    # While the socket is in transit between two processes, it has no owner.
    listener = socket.create_server(("127.0.0.1", 0))
    here, there = socket.socketpair()
    descriptors = array.array("i", [listener.fileno()])
    there.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    listener.close()
    idle = subprocess.Popen(["sleep", "1000"])
    for number in range(9):
      if os.fork() == 0:
        while True:
          files = [os.open("/dev/null", os.O_RDONLY) for _ in range(20)]
          time.sleep([0, 0.003, 0.01][number % 3])
          for file in files: os.close(file)
    time.sleep(0.2)
    for run in range(runs):
      subprocess.run(
        ["strace", "-f", "-qq", "-o", log, "-e", "trace=newfstatat", program, "--jsonl"],
        stdout=subprocess.DEVNULL, check=True)
      with open(log) as file: print(file.read().count(f'"{idle.pid}/fd"'))
    """

  /// Each snapshot took several times as long because all processes were scanned over and over.
  @Test func aSocketWithoutAnOwnerDoesNotCauseEndlessScans() throws {
    let folder = try TemporaryDirectory()
    let run = try Capabilities.runInNamespaces(
      "timeout", "120", "python3", "-c", Self.script, "\(LongTests.count(10, long: 100))",
      Program.portstat.path, "\(folder.path)/log")
    #expect(run.status == 0, "\(run.errorText)")
    let counts = run.lines.compactMap { Int($0) }
    #expect(counts.min() ?? 0 >= 1, "strace names the directory differently: \(run.lines)")
    // Two scans and four comparisons.
    #expect(counts.max() ?? 7 <= 6, "\(run.lines)")
  }
}
