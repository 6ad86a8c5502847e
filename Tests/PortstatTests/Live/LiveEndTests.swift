import Foundation
import TestSupport
import Testing

/// What the terminal receives at the end of the live view, with the mouse on before. A shell would get reports
/// of the mouse as text, or show no cursor.
@Suite(.enabled(if: PythonScript.canRun, "python3 is not installed"))
struct LiveEndTests {
  private func check(
    _ script: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try PythonScript.checkLiveView(Self.script + "\n" + script, sourceLocation: sourceLocation)
  }

  /// The ways that users know.
  @Test func keysRestoreTheTerminal() throws {
    try check(
      #"""
      for keys in (b"q", b"\x1b[21~", b"\x03", b"?\x1b[21~q", b"\r?\x1b\x1b\x1bq", b"pq"):
        end(f"keys {keys}", lambda t: t.press(keys))
      """#)
  }

  /// Signals, also while a page is on the screen, and those of a crash.
  @Test func signalsRestoreTheTerminal() throws {
    try check(
      #"""
      for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        end(f"signal {number}", lambda t: t.signal(number))
      for keys, shows in ((b"?", b"move one line"), (b"\r", b"all keys"), (b"/x", b"Esc clear")):
        def on_page(t):
          t.press(keys)
          t.wait_for(shows)
          t.signal(signal.SIGTERM)
        end(f"TERM on the page of {keys}", on_page)
      end("a crash", lambda t: t.signal(signal.SIGSEGV), status=-signal.SIGSEGV)
      """#)
  }

  /// Ctrl-C while the live view asks whether to send a signal.
  @Test func theTerminalIsRestoredWhileAQuestionIsOpen() throws {
    try check(
      #"""
      here, there = os.pipe()
      server = os.fork()
      if server == 0:
        listener = socket.create_server(("127.0.0.1", 0))
        os.write(there, b"%d" % listener.getsockname()[1])
        time.sleep(200)
        os._exit(0)
      port = os.read(here, 10).decode()
      def ask(t):
        t.press(b"x")
        t.wait_for(b"Send TERM to")
        t.press(b"\x03")
      end("Ctrl-C in a question", ask, "-l", ":" + port, reads=())
      if os.waitpid(server, os.WNOHANG)[0]: print("the server was signaled")
      os.kill(server, signal.SIGKILL)
      """#)
  }

  /// Ends that nobody asks for, or long before.
  @Test func theTerminalIsRestoredByItself() throws {
    try check(
      #"""
      end("--updates", lambda t: None, "--updates", "20")
      folder = tempfile.mkdtemp()
      copy = os.path.join(folder, "proc")
      shutil.copytree(tree, copy, symlinks=True)
      end("an error", lambda t: os.rename(copy, copy + "-gone"), reads=("--proc", copy), status=4)
      shutil.rmtree(folder)
      """#)
  }

  /// After Ctrl-Z the shell has its terminal, and after `fg` the mouse works again.
  @Test func theMouseComesBackAfterAStop() throws {
    try check(
      #"""
      t = start()
      t.press(b"\x1a")
      if until("the stop", 10, lambda: "stopped" in t.events): restored("stopped", t)
      before = len(t.output)
      t.order(b"fg")
      until("the screen", 20, lambda: b"? help" in t.output[before:])
      until("the modes of the view", 10, lambda: modes(t.output) == SHOWN)
      t.press(b"q")
      if t.wait_for_end(): restored("after fg", t)
      t.close()
      """#)
  }

  private static let script = #"""
    import re, shutil, tempfile
    # Mouse buttons, mouse numbers as text, alternate screen, cursor, line wrap.
    ORIGINAL = {1000: False, 1006: False, 1049: False, 25: True, 7: True}
    SHOWN = {number: not value for number, value in ORIGINAL.items()}

    def modes(output):
      """The modes of a terminal after it received some output."""
      result = dict(ORIGINAL)
      for number, letter in re.findall(rb"\x1b\[\?(\d+)([hl])", output):
        result[int(number)] = letter == b"h"
      return result

    def start(*arguments, reads=("--proc", tree)):
      """A live view with the mouse on."""
      t = Terminal([program, "--watch=0.1", *reads, *arguments])
      t.wait_for(b"? help")
      t.press(b"m")
      until("the modes of the view", 20, lambda: modes(t.output) == SHOWN)
      return t

    def restored(what, t):
      t.check_restored(what)
      if not until(f"{what}: modes", 5, lambda: modes(t.output) == ORIGINAL):
        print(" ", modes(t.output))

    def end(what, action, *arguments, reads=("--proc", tree), status=0):
      t = start(*arguments, reads=reads)
      action(t)
      if t.wait_for_end(30):
        restored(what, t)
        if t.status != status: print(what, ": status", t.status)
      t.close()
    """#
}
