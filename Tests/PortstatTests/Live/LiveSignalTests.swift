import Foundation
import TestSupport
import Testing

/// Signals that reach the live view. A terminal that is left without echo, or on the alternate
/// screen, is unusable for most people.
@Suite(.enabled(if: PythonScript.canRun, "python3 is not installed"))
struct LiveSignalTests {
  private func check(
    _ script: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try PythonScript.checkLiveView(Self.script + "\n" + script, sourceLocation: sourceLocation)
  }

  // MARK: Every signal, at every moment

  /// After every signal that ends portstat, including real-time signals and those of crashes.
  /// SIGPIPE and SIGXFSZ are ignored because write(2) returns an error instead.
  @Test func theTerminalIsRestoredAfterEverySignal() throws {
    try check(
      """
      others = {"SIGKILL", "SIGSTOP", "SIGCHLD", "SIGCONT", "SIGTSTP", "SIGTTIN", "SIGTTOU",
        "SIGURG", "SIGWINCH", "SIGPIPE", "SIGXFSZ"}
      for number in sorted(signal.valid_signals() | {32, 33}):
        if getattr(number, "name", "") not in others: check_signal(number)
      """)
  }

  /// The signal may arrive during startup: `timeout 0.01 portstat --watch`, or a session that is
  /// closed early.
  @Test func theTerminalIsRestoredAfterASignalDuringStartup() throws {
    let count = LongTests.count(30, long: 250)
    try check(
      """
      start = time.monotonic()
      show().close()
      usual = time.monotonic() - start
      for round in range(\(count)): check_start(usual * 1.2 * round / \(count))
      for round in range(\(count) // 2):
        check_moment(signal.SIGTERM)
        check_moment(signal.SIGRTMIN + 1)
      """)
  }

  /// More signals may arrive while portstat is ending: timeout(1) sends its signal twice, and an
  /// exiting shell sends SIGHUP to all jobs.
  @Test func theTerminalIsRestoredDespiteFurtherSignals() throws {
    try check("for round in range(\(LongTests.count(5, long: 50))): check_many()")
  }

  // MARK: Jobs

  /// `kill %1` after Ctrl-Z: a stopped portstat that stopped again to get the terminal back would
  /// never end.
  @Test func aStoppedProgramCanBeEnded() throws {
    try check(
      """
      for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGRTMIN):
        for stop in (signal.SIGTSTP, signal.SIGSTOP): check_kill(number, stop)
      """)
  }

  /// A background job must not draw over the shell's prompt.
  @Test func nothingIsDrawnInTheBackground() throws {
    try check("check_background()")
  }

  // MARK: Stalled terminals

  /// If the terminal accepts no output (Ctrl-S, a connection that hangs), signals must still end
  /// portstat and restore the terminal.
  @Test(arguments: ["Ctrl-S", "no reader"])
  func signalsEndALiveViewOnAStalledTerminal(how: String) throws {
    try check(
      """
      for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGRTMIN):
        check_end("\(how)", number)
      check_stop("\(how)")
      """)
  }

  /// After Ctrl-Q, the user must see a complete screen.
  @Test(arguments: ["Ctrl-S", "no reader"])
  func theScreenIsCompleteAfterAStall(how: String) throws {
    try check("check_resumes(\"\(how)\")")
  }

  private static let script = #"""
    def show():
      t = Terminal([program, "--watch=0.1", "--proc", tree])
      t.wait_for(b"? help")
      return t

    def check_signal(number):
      t = show()
      t.signal(number)
      if t.wait_for_end():
        t.check_restored(f"signal {number}")
        if t.status not in (0, -number): print("signal", number, ": status", t.status)
      t.close()

    def check_start(delay):
      """Sends a signal a number of seconds after the start."""
      t = Terminal([program, "--watch=0.1", "--proc", tree])
      time.sleep(delay)
      t.signal(signal.SIGTERM)
      if t.wait_for_end(): t.check_restored(f"TERM after {delay * 1000:.1f} ms")
      t.close()

    def check_moment(number):
      """Sends a signal at the moment when portstat changes the terminal's settings."""
      t = Terminal([program, "--watch=0.1", "--proc", tree])
      until("the program's settings", 10, lambda: t.settings() != t.original)
      t.signal(number)
      if t.wait_for_end(): t.check_restored(f"signal {number} at the start")
      t.close()

    def check_many():
      """Sends more signals while the first one ends portstat."""
      t = show()
      end = time.monotonic() + 10
      t.signal(signal.SIGTERM)
      while t.status is None and time.monotonic() < end:
        for number in (signal.SIGHUP, signal.SIGRTMIN + 3, signal.SIGINT, signal.SIGTERM):
          t.signal(number)
      t.check_restored("many signals")
      if t.status != 0: print("many signals: status", t.status)
      t.close()

    def stopped(t, count=1):
      return until("the stop", 5, lambda: t.events.count("stopped") >= count)

    def check_kill(number, stop):
      """Ends a stopped job as kill(1) does: with a signal, then SIGCONT. The shell has the terminal."""
      t = show()
      t.signal(stop) if stop == signal.SIGSTOP else t.press(b"\x1a")
      stopped(t)
      if stop != signal.SIGSTOP: t.check_restored("stopped")
      shell = termios.tcgetattr(t.slave)
      shell[3] &= ~termios.ICANON
      termios.tcsetattr(t.slave, termios.TCSANOW, shell)
      shell = t.settings()
      t.signal(number)
      t.order(b"bg")
      if t.wait_for_end(5):
        if t.settings() != shell: print(number, stop, ": the shell's settings are gone")
        until(f"{number}, {stop}: leave sequence", 2, t.is_left)
      else: print(number, stop, ": a stopped program does not end")
      t.close()

    def check_background():
      """After bg, it must not draw over the shell; after fg, it must draw again."""
      t = show()
      t.press(b"\x1a")
      stopped(t)
      t.check_restored("stopped")
      before = len(t.output)
      t.order(b"bg")
      stopped(t, 2)
      if t.output[before:]: print("written in the background:", t.output[before:])
      t.order(b"fg")
      until("the screen", 5, lambda: b"? help" in t.output[before:])
      if t.output[before:].count(ENTER) != 1: print("the screen is taken twice")
      t.press(b"q")
      if t.wait_for_end(): t.check_restored("after fg")
      t.close()

    def stall(how):
      """Starts a live view and stalls its terminal."""
      t = Terminal([program, "--watch=0.1", "--proc", tree], rows=60, columns=200)
      t.wait_for(b"? help")
      if how == "Ctrl-S": t.press(b"\x13")
      else: t.reads = False
      time.sleep(0.05)
      # Each ? draws another page, until the output is stalled and the next ? stays unread.
      for _ in range(60):
        t.press(b"?")
        time.sleep(0.01)
      unread = struct.pack("i", 0)
      def waiting(): return struct.unpack("i", fcntl.ioctl(t.slave, termios.FIONREAD, unread))[0]
      t.press(b"?")
      until(f"{how}: a program that waits for its terminal", 10, lambda: waiting() > 0)
      return t

    def check_end(how, number):
      t = stall(how)
      t.signal(number)
      if t.wait_for_end(5):
        t.check_restored(f"{how}, signal {number}")
        if t.status != 0: print(how, number, ": status", t.status)
      else: print(how, number, ": the program does not end")
      t.close()

    def check_stop(how):
      t = stall(how)
      t.signal(signal.SIGTSTP)
      if until(f"{how}: the stop", 5, lambda: "stopped" in t.events):
        t.check_restored(f"{how}, stopped")
        before = len(t.output)
        t.order(b"fg")
        until("the screen", 10, lambda: ENTER in t.output[before:] and b"? help" in t.output[before:])
        if t.settings() == t.original: print(how, ": echo after the stop")
        t.signal(signal.SIGTERM)
        t.wait_for_end()
        t.check_restored(f"{how}, after the stop")
      t.close()

    def check_resumes(how):
      """When the terminal accepts output again, it must get a complete screen."""
      t = stall(how)
      before = len(t.output)
      if how == "Ctrl-S": t.press(b"\x11")
      else: t.reads = True
      t.press(b"\x1b")
      until(f"{how}: the list", 10, lambda: b"Foreign Address" in t.output[before:])
      t.press(b"q")
      if t.wait_for_end(): t.check_restored(f"{how}, resumed")
      t.close()
    """#
}
