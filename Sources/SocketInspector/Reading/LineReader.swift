/// Cuts a file into lines, reading it piece by piece into one buffer.
struct LineReader: ~Copyable {
  /// The longest line that is taken whole, in bytes: the kernel's are below 300.
  static let longestLine = 65_536

  private let file: FileDescriptor
  private let firstLimit: Int
  /// How many reads returned something: the kernel hands its tables out in parts of one memory page.
  private(set) var parts = 0
  /// How many bytes the first of them returned.
  private(set) var firstPartLength = 0

  /// - Parameter firstLimit: How many bytes the first read asks for at most. A kernel table ends its
  ///   first part there, and each later part after a page more.
  init(_ file: consuming FileDescriptor, firstLimit: Int = .max) {
    self.file = file
    self.firstLimit = firstLimit
  }

  /// Calls `body` with every line, without its newline, and whether a newline followed. Of a line
  /// that is too long comes the beginning, not terminated.
  ///
  /// - Parameters:
  ///   - buffer: ``longestLine`` bytes, kept by the caller between files.
  ///   - body: Also gets the number of the part in which the line ends, from 1. Returns false to
  ///     stop reading.
  /// - Throws: ``SystemError`` with `read`; the lines before it have come.
  mutating func forEachLine(
    buffer: inout [UInt8], _ body: (Span<UInt8>, Bool, Int) -> Bool
  ) throws(SystemError) {
    var filled = 0
    var isCut = false
    while true {
      let count = try file.read(
        into: &buffer, from: filled, limit: parts == 0 ? firstLimit : .max)
      if count == 0 { break }
      parts += 1
      if parts == 1 { firstPartLength = count }
      let end = filled + count
      var start = 0
      var position = filled
      while position < end {
        if buffer[position] == UInt8(ascii: "\n") {
          if !isCut, !body(buffer.span.extracting(start..<position), true, parts) { return }
          isCut = false
          start = position + 1
        }
        position += 1
      }
      if start == 0 && end == buffer.count {
        if !isCut, !body(buffer.span, false, parts) { return }
        isCut = true
        start = end
      }
      filled = end - start
      if start > 0 { for index in 0..<filled { buffer[index] = buffer[start + index] } }
    }
    if filled > 0 && !isCut { _ = body(buffer.span.extracting(0..<filled), false, parts) }
  }
}
