import SocketInspector

/// Writes messages to standard error, one line each.
enum Messages {
  /// - Returns: False if the output did not accept the message in time, so that it should be tried again.
  @discardableResult
  static func write(_ message: String, to output: StandardStream = .error) -> Bool {
    var text: [UInt8] = Array("portstat: ".utf8)
    Escaping.appendText(Array(message.utf8), to: &text)
    text.append(UInt8(ascii: "\n"))
    do throws(SystemError) {
      try output.write(text.span)
      return true
    } catch {
      return !error.isTimeout  // after any other error, trying again is pointless
    }
  }
}
