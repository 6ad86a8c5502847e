/// Cuts a file into lines, reading it piece by piece into one buffer.
struct LineReader: ~Copyable {
  /// The longest line that is taken whole, in bytes: the kernel's are below 300.
  static let longestLine = 65_536

  private let file: FileDescriptor
  /// How often the file gave something: the kernel hands its tables out in pieces of 4 KiB.
  private(set) var pieces = 0

  init(_ file: consuming FileDescriptor) {
    self.file = file
  }

  /// Calls `body` with every line, without its newline, and whether a newline followed. Of a line
  /// that is too long comes the beginning, not terminated.
  ///
  /// - Parameter buffer: ``longestLine`` bytes, kept by the caller between files.
  /// - Throws: ``SystemError`` with `read`; the lines before it have come.
  mutating func forEachLine(
    buffer: inout [UInt8], _ body: (Span<UInt8>, Bool) -> Void
  ) throws(SystemError) {
    var filled = 0
    var isCut = false
    while true {
      let count = try file.read(into: &buffer, from: filled)
      if count == 0 { break }
      pieces += 1
      let end = filled + count
      var start = 0
      var position = filled
      while position < end {
        if buffer[position] == UInt8(ascii: "\n") {
          if !isCut { body(buffer.span.extracting(start..<position), true) }
          isCut = false
          start = position + 1
        }
        position += 1
      }
      if start == 0 && end == buffer.count {
        if !isCut { body(buffer.span, false) }
        isCut = true
        start = end
      }
      filled = end - start
      if start > 0 { for index in 0..<filled { buffer[index] = buffer[start + index] } }
    }
    if filled > 0 && !isCut { body(buffer.span.extracting(0..<filled), false) }
  }
}
