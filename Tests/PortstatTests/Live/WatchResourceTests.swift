import TestSupport
import Testing

/// Resources of `--watch`, which may run for days.
@Suite(.enabled(if: PythonScript.canRun, "python3 is not installed"))
struct WatchResourceTests {
  /// A descriptor leaked at each update ends `--watch` with "Too many open files" within a minute,
  /// and growing memory ends it, or other programs, within a day. In this test rows change, owners
  /// are shown, and processes rename themselves and end.
  @Test func descriptorsAndMemoryDoNotGrow() throws {
    let seconds = LongTests.count(5, long: 120)
    let problems = try PythonScript.problems(
      Self.script, Program.portstat.path, "\(seconds)")
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  private static let script = #"""
    program, seconds = sys.argv[1], float(sys.argv[2])

    # Ten processes that hold sockets. Each renames itself and opens another listener 20 times a
    # second, and one of them is replaced by another every second.
    worker = """
    import ctypes, os, socket, sys, time
    prctl = ctypes.CDLL(None).prctl
    address = sys.argv[1]
    kept = [socket.create_server((address, 0)) for _ in range(3)]
    round = 0
    while os.getppid() == int(sys.argv[2]):
      round += 1

      prctl(15, b"worker-%d" % round, 0, 0, 0)
      other = socket.create_server((address, 0))
      client = socket.create_connection(kept[0].getsockname())
      time.sleep(0.05)
      other.close()
      client.close()
      kept[0].accept()[0].close()
    """
    address = f"127.{os.getpid() % 200 + 20}.{os.getpid() // 200 % 250 + 1}.9"
    workers = []
    def start_worker():
      workers.append(subprocess.Popen([sys.executable, "-c", worker, address, str(os.getpid())]))
    for _ in range(10): start_worker()

    streams = {
      form: subprocess.Popen(
        [program, "--watch=0.1", form, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
      for form in ("--jsonl", "--csv", "--format=table")}
    terminal = Terminal([program, "--watch=0.1", address])
    pids = {form: process.pid for form, process in streams.items()} | {"live view": terminal.pid}
    terminal.wait_for(b"? help")

    def pages(pid):
      with open(f"/proc/{pid}/statm") as file: return int(file.read().split()[1]) * 4
    samples = {name: [] for name in pids}
    begin, replaced = time.monotonic(), 0
    while (now := time.monotonic()) < begin + seconds:
      terminal.press(b"jjjjk" if int(now * 10) % 20 < 10 else b"g")
      terminal.output = terminal.output[-1000:]
      for name, pid in pids.items():
        samples[name].append((len(os.listdir(f"/proc/{pid}/fd")), pages(pid)))
      if int(now - begin) > replaced:
        replaced += 1
        workers[0].kill(), workers.pop(0).wait()
        start_worker()
      time.sleep(0.02)
    for name, values in samples.items():
      third = len(values) // 3
      first, last = values[third:2 * third], values[2 * third:]
      # A scan has a few descriptors open, and on a busy machine one is always running. A leak of
      # one descriptor for each update and owner would amount to a hundred in this time.
      counts = [min(fds for fds, _ in part) for part in (first, last)]
      growth = max(size for _, size in last) - max(size for _, size in first)
      if counts[1] > counts[0] + 10: print(name, ": descriptors", counts)
      if growth > 6000: print(name, ": grew by", growth, "KB")
    for process in list(streams.values()):
      process.terminate()
      if not until("the end", 10, lambda: process.poll() is not None): process.kill()
    terminal.press(b"q")
    if terminal.wait_for_end(): terminal.check_restored("live view")
    terminal.close()
    for process in workers: process.kill(), process.wait()
    """#
}
