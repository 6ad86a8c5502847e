import Foundation

/// Python scripts that start the program as a shell, a service manager or a terminal does: with
/// pipes that nobody reads, as a job of a terminal, with signals at chosen moments. Foundation can
/// do none of this.
public enum PythonScript {
  /// For `.enabled(if:)`.
  public static let canRun = Program.isInstalled("python3") && PseudoTerminal.isAvailable

  /// Runs a script after the code of ``library``.
  ///
  /// - Returns: The lines that it printed, one for each problem, and its error if it failed.
  public static func problems(_ script: String, _ arguments: String...) throws -> [String] {
    let run = try Program.installed("python3").run(["-c", library + "\n" + script] + arguments)
    return run.status == 0 ? run.lines : run.lines + ["status \(run.status): \(run.errorText)"]
  }

  /// Shared by all scripts.
  private static let library = #"""
    import errno, fcntl, json, os, pty, resource, select, signal, socket, struct, subprocess, sys, termios
    import threading, time
    # Programs would inherit that the threads of a test block most signals.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.alarm(240)
    ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"

    def until(what, seconds, check):
      end = time.monotonic() + seconds
      while time.monotonic() < end:
        result = check()
        if result: return result
        time.sleep(0.002)
      print("not within", seconds, "s:", what)
      return None

    def state(pid):
      try:
        with open(f"/proc/{pid}/stat") as file: return file.read().rpartition(")")[2].split()[0]
      except OSError: return "gone"

    class Terminal:
      """A program that is the foreground job of a small shell on a terminal."""
      def __init__(self, command, rows=24, columns=80):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.set_blocking(self.master, False)
        self.original = termios.tcgetattr(self.slave)
        self.closed, self.output, self.reads, self.status, self.pid = False, b"", True, None, None
        (reports, report), (order, self.orders) = os.pipe(), os.pipe()
        self.shell = os.fork()
        if self.shell == 0: self.be_shell(command, report, order)
        os.close(report), os.close(order)
        self.reports = os.fdopen(reports)
        self.pid = int(self.reports.readline())
        self.events = []
        self.threads = [threading.Thread(target=it) for it in (self.take_reports, self.read)]
        for thread in self.threads: thread.start()

      def be_shell(self, command, report, order):
        try:
          os.setsid()
          fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
          for number in (signal.SIGPIPE, signal.SIGXFSZ): signal.signal(number, signal.SIG_DFL)
          signal.signal(signal.SIGTTOU, signal.SIG_IGN)
          signal.alarm(0)
          job = os.fork()
          if job == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(self.slave, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            for number in range(3): os.dup2(self.slave, number)
            os.closerange(3, 64)
            os.execve(command[0], command, {"TERM": "xterm", "PATH": os.environ["PATH"]})
          try: os.setpgid(job, job)
          except OSError: pass
          os.write(report, b"%d\n" % job)
          os.close(self.orders)
          os.set_blocking(order, False)
          while True:
            pid, status = os.waitpid(job, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
              os.tcsetpgrp(self.slave, os.getpid())
              os.write(report, b"stopped\n")
            elif pid:
              os.write(report, b"ended %d\n" % os.waitstatus_to_exitcode(status))
              break
            try:
              orders = os.read(order, 100)
              if not orders: os.kill(job, signal.SIGKILL)  # the script has ended
            except BlockingIOError: orders = b""
            for word in orders.split():
              if word == b"fg": os.tcsetpgrp(self.slave, job)
              if word in (b"fg", b"bg"): os.kill(job, signal.SIGCONT)
            time.sleep(0.001)
          # If the shell ended now, the settings of the terminal would be reset.
          os.set_blocking(order, True)
          while os.read(order, 100): pass
        finally: os._exit(1)

      def take_reports(self):
        for line in self.reports:
          if line.startswith("ended"): self.status = int(line.split()[1])
          self.events.append(line.strip())

      def read(self):
        while not self.closed:
          try:
            if self.reads and select.select([self.master], [], [], 0.01)[0]:
              self.output += os.read(self.master, 65536)
            elif not self.reads: time.sleep(0.005)
          except OSError: return

      def press(self, keys):
        """Sends keys until the program ends."""
        while keys and self.status is None:
          try: keys = keys[os.write(self.master, keys):]
          except BlockingIOError: time.sleep(0.001)

      def order(self, word): os.write(self.orders, word + b"\n")
      def signal(self, number):
        try: os.kill(self.pid, number)
        except ProcessLookupError: pass
      def settings(self): return termios.tcgetattr(self.slave)
      def wait_for(self, text, seconds=20):
        return until(f"{text} on the screen", seconds, lambda: text in self.output)
      def wait_for_end(self, seconds=10):
        return until("the end of the program", seconds, lambda: self.status is not None)
      def check_restored(self, what):
        """Checks that the terminal is restored after the program ended or stopped."""
        self.reads = True
        if not until(f"{what}: leave sequence", 2, lambda: self.is_left()):
          print("  last output:", self.output[-80:])
        if self.settings() != self.original: print(what, ": settings of the terminal differ")
      def is_left(self): return self.output.rfind(ENTER) <= self.output.rfind(LEAVE)
      def close(self):
        try: os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError: pass
        os.close(self.orders)
        until("the end of the shell", 5, lambda: os.waitpid(self.shell, os.WNOHANG)[0])
        self.closed = True
        for thread in self.threads: thread.join()
        os.close(self.slave), os.close(self.master)
    """#
}
