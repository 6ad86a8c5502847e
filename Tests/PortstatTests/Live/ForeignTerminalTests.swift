import Foundation
import TestSupport
import Testing

/// The live view on a terminal that portstat cannot reopen because it belongs to another user and
/// another session, for example after su(1) in `script`.
@Suite(
  .enabled(
    if: PythonScript.canRun && Capabilities.runsAsAnotherUser, "needs root, setpriv and python3"))
struct ForeignTerminalTests {
  /// If only SIGKILL could end a program whose terminal is stalled, `timeout` and the end of a
  /// session would hang.
  @Test func signalsEndALiveViewOnAStalledTerminal() throws {
    let user = try Capabilities.AnotherUser()
    let problems = try PythonScript.problems(
      Self.script, Fixtures.path("web-server"), user.command.joined(separator: "\n"))
    #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
  }

  private static let script = #"""
    tree, command = sys.argv[1], sys.argv[2].split("\n")

    def check(number):
      master, slave = pty.openpty()
      fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
      process = subprocess.Popen(
        command + ["--watch=0.1", "--proc", tree], stdin=slave, stdout=slave, start_new_session=True)
      output = b""
      def list_is_shown():
        nonlocal output
        if select.select([master], [], [], 0)[0]: output += os.read(master, 65536)
        return b"? help" in output
      until("the list", 20, list_is_shown)
      # From now on nothing reads the output. Each ? draws another page, until one stays unread.
      unread = struct.pack("i", 0)
      def waiting(): return struct.unpack("i", fcntl.ioctl(slave, termios.FIONREAD, unread))[0]
      for _ in range(60):
        os.write(master, b"?")
        time.sleep(0.01)
      os.write(master, b"?")
      until("a program that waits for its terminal", 10, lambda: waiting() > 0)
      time.sleep(0.2)
      process.send_signal(number)
      if not until(f"the end after {number}", 5, lambda: process.poll() is not None): process.kill()
      process.wait()
      os.close(master), os.close(slave)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): check(number)
    """#
}
