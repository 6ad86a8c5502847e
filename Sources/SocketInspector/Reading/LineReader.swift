/// Cuts a file into lines, reading it part by part into one buffer.
struct LineReader: ~Copyable {
  /// The longest line that is taken whole, in bytes: the kernel's are below 300.
  static let longestLine = 65_536

  private let file: FileDescriptor
  private let firstLimit: Int
  /// How many reads returned something: the kernel hands its tables out in parts of one memory page.
  private(set) var parts = 0
  /// How many bytes the first of them returned.
  private(set) var firstPartLength = 0
  private var isAtEnd = false
  private var failure: SystemError?

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
  ///   - body: Also gets whether the line ends in the first part. Returns false to stop reading.
  /// - Throws: ``SystemError`` with `read`; the lines before it have come.
  mutating func forEachLine(
    buffer: inout [UInt8], _ body: (Span<UInt8>, Bool, Bool) -> Bool
  ) throws(SystemError) {
    var filled = 0
    var offset = 0  // of the buffer in the file
    var isCut = false
    while true {
      let end = fill(&buffer, from: filled)
      if end == filled { break }
      var start = 0
      var position = filled
      while position < end {
        if buffer[position] == UInt8(ascii: "\n") {
          let line = buffer.span.extracting(start..<position)
          if !isCut, !body(line, true, offset + position < firstPartLength) { return }
          isCut = false
          start = position + 1
        }
        position += 1
      }
      if start == 0 && end == buffer.count {
        if !isCut, !body(buffer.span, false, offset + end <= firstPartLength) { return }
        isCut = true
        start = end
      }
      filled = end - start
      offset += start
      if start > 0 { for index in 0..<filled { buffer[index] = buffer[start + index] } }
    }
    if filled > 0 && !isCut {
      _ = body(buffer.span.extracting(0..<filled), false, offset + filled <= firstPartLength)
    }
    if let failure { throw failure }
  }

  /// Reads as many parts as the buffer has room for. Whatever is done between two reads of a kernel
  /// table is time in which the table changes, so the lines are taken apart afterwards.
  ///
  /// - Returns: Where what was read ends: `start` at the end of the file, and after a failure.
  private mutating func fill(_ buffer: inout [UInt8], from start: Int) -> Int {
    var end = start
    while end < buffer.count, !isAtEnd {
      do throws(SystemError) {
        let limit = parts == 0 ? firstLimit : .max
        let count = try file.read(into: &buffer, from: end, limit: limit)
        if count == 0 {
          isAtEnd = true
        } else {
          if parts == 0 { firstPartLength = count }
          parts += 1
        }
        end += count
      } catch {
        failure = error
        isAtEnd = true
      }
    }
    return end
  }
}
