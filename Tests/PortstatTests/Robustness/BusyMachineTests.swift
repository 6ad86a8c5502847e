import Foundation
import TestSupport
import Testing

/// Processes that open and close descriptors all the time, beside a socket that no process has open, as
/// some of the kernel's own.
@Suite(
  .enabled(
    if: Capabilities.makesNamespaces && Capabilities.injectsFaults
      && Program.isInstalled("python3", "ip"),
    "needs root, namespaces, strace, python3 and ip"),
  .disabled(if: Sanitizers.areOn, "too slow to meet what happens in between"))
struct BusyMachineTests {
  /// Prints how often each of some snapshots asked for the table of a process that does nothing.
  private static let script = """
    import array, os, socket, subprocess, sys, time
    runs, program, log = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    # On its way between two processes, the socket has no owner.
    listener = socket.create_server(("127.0.0.1", 0))
    here, there = socket.socketpair()
    descriptors = array.array("i", [listener.fileno()])
    there.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    listener.close()
    quiet = subprocess.Popen(["sleep", "1000"])
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
      with open(log) as file: print(file.read().count(f'"{quiet.pid}/fd"'))
    """

  /// Scanning all processes again and again made each snapshot several times as slow.
  @Test func aSocketWithoutAnOwnerDoesNotKeepTheScanGoing() throws {
    let folder = try TemporaryDirectory()
    let run = try Program.installed("unshare").run(
      "--net", "--pid", "--mount", "--fork", "--mount-proc", "--kill-child", "timeout", "120",
      "python3", "-c", Self.script, "\(LongTests.count(10, long: 100))", Program.portstat.path,
      "\(folder.path)/log")
    #expect(run.status == 0, "\(run.errorText)")
    // Two scans and four comparisons.
    #expect(run.lines.compactMap { Int($0) }.max() ?? 7 <= 6, "\(run.lines)")
  }
}
