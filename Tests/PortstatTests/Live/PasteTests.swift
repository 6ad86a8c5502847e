import TestSupport
import Testing

/// Large pastes, and keys that arrive in pieces.
@Suite(.enabled(if: PythonScript.canRun, "python3 is not installed"))
struct PasteTests {
  private func check(
    _ script: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try PythonScript.checkLiveView(Self.script + "\n" + script, sourceLocation: sourceLocation)
  }

  /// Pasting the wrong clipboard into the filter froze the live view for half a minute.
  @Test(arguments: ["x", "443,", "tcp udp ", "--user root ", "\u{1b}[Z", "e\u{301}"])
  func pastingIntoTheFilterDoesNotFreezeTheView(text: String) throws {
    let count = 20_000 / text.utf8.count
    try check("check_paste('\(text)'.encode() * \(count))")
  }

  /// The same outside of the filter, where letters are commands: `s` sorts.
  @Test func pastingCommandsDoesNotFreezeTheView() throws {
    try check("check_paste(b'sjtSkule' * 2500, typing=False)")
  }

  /// A signal must end portstat even during a paste.
  @Test func aSignalEndsTheViewDuringAPaste() throws {
    try check("check_signal()")
  }

  /// Over a slow connection the bytes of a key arrive one by one: Esc alone would clear the filter.
  @Test func aKeyThatArrivesInPiecesIsOneKey() throws {
    try check("check_split()")
  }

  private static let script = #"""
    def start(typing=True):
      t = Terminal([program, "--watch=60", "--proc", tree], columns=200)
      t.wait_for(b"? help")
      if typing:
        t.press(b"/")
        t.wait_for(b"_  Enter")
      return t

    def check_paste(text, typing=True):
      t = start(typing)
      begin = time.monotonic()
      t.press(text)
      time.sleep(0.1)  # so that Esc is a separate key
      t.press(b"\x1b")
      time.sleep(0.1)
      t.press(b"qq")
      if t.wait_for_end(): t.check_restored("after a paste")
      if time.monotonic() - begin > 5: print("took", time.monotonic() - begin, "s")
      t.close()

    def check_signal():
      t = start()
      def paste():
        while t.status is None: t.press(b"tcp udp " * 32)
      thread = threading.Thread(target=paste)
      thread.start()
      time.sleep(0.5)
      t.signal(signal.SIGTERM)
      if t.wait_for_end(5): t.check_restored("TERM during a paste")
      else: t.signal(signal.SIGKILL)
      thread.join()
      t.close()

    def check_split():
      t = start()
      t.press(b"443")
      t.wait_for(b"443_")
      t.press(b"\r")
      time.sleep(0.1)
      before = len(t.output)
      for part in (b"\x1b", b"[", b"B", b"?"):
        t.press(part)
        time.sleep(0.005)
      t.press(b"\x0c")  # draws the whole screen, not only what changed
      until("the help with the filter", 5, lambda: all(
        text in t.output[before:] for text in (b"all details of the row", b"/443")))
      t.press(b"qq")
      t.wait_for_end()
      t.close()
    """#
}
