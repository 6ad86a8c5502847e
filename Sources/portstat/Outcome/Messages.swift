import SocketInspector

/// Messages for people on standard error: one line each, never among the data.
enum Messages {
  /// - Returns: Whether it was written, rather than left for later because an output that must not
  ///   block accepts nothing now.
  @discardableResult
  static func write(_ message: String, to output: StandardStream = .error) -> Bool {
    var text: [UInt8] = Array("portstat: ".utf8)
    Escaping.appendText(Array(message.utf8), to: &text)
    text.append(UInt8(ascii: "\n"))
    do throws(SystemError) {
      try output.write(text.span)
      return true
    } catch {
      return !error.isTimeout  // otherwise standard error is closed or broken
    }
  }
}
