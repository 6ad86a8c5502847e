import Glibc

/// A question on the terminal.
enum Confirmation {
  /// Asks a question on standard error and reads the answer from standard input.
  ///
  /// - Parameter question: Text that was made harmless.
  /// - Returns: True for `y` and `yes`, in any case; false for any other answer, at the end of the input and
  ///   if standard input cannot be read.
  static func isGiven(_ question: [UInt8]) -> Bool {
    guard (try? StandardStream.error.write(question.span)) != nil else { return false }
    var answer: [UInt8] = []
    var byte: UInt8 = 0
    while answer.count < 64 {
      let count = unsafe read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count != 1 {
        // The end of the input leaves the cursor after the question.
        let newline: [UInt8] = [UInt8(ascii: "\n")]
        try? StandardStream.error.write(newline.span)
        return false
      }
      if byte == UInt8(ascii: "\n") { break }
      answer.append(byte)
    }
    let text = String(decoding: answer, as: UTF8.self).lowercased()
    let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    return words == ["y"] || words == ["yes"]
  }
}
