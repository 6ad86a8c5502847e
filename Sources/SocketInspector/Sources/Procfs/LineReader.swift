/// Cuts a file into lines, reading it part by part into one buffer.
struct LineReader: ~Copyable {
  /// The longest line that is taken whole, in bytes: the kernel's are below 300.
  static let longestLine = 65_536

  private let file: FileDescriptor
  private let firstLimit: Int
  /// What the reads returned: the kernel hands its tables out in parts of one memory page.
  private var parts = FileParts()
  private var isAtEnd = false
  private var failure: SystemError?

  /// - Parameter firstLimit: How many bytes the first read asks for at most. A kernel table ends its
  ///   first part there, and each later part after a page more.
  init(_ file: consuming FileDescriptor, firstLimit: Int = .max) {
    self.file = file
    self.firstLimit = firstLimit
  }

  /// The path of the file, for messages.
  var path: String { file.path }

  /// The number of reads that returned something.
  var partCount: Int { parts.count }

  /// Whether the last read that returned something got less than it asked for, and less than `length`
  /// bytes: the kernel had nothing more.
  func lastPartIsShorter(than length: Int) -> Bool {
    parts.lastLength < (parts.count == 1 ? min(firstLimit, length) : length)
  }

  /// Calls `body` with every line, without its line end, and whether a line end followed. Of a line
  /// that is too long comes the beginning, not terminated. A line ends with LF, or in a file from another
  /// system with CR LF or CR.
  ///
  /// - Parameters:
  ///   - buffer: ``longestLine`` bytes, kept by the caller between files.
  ///   - body: Also gets the number of the part that the line begins in, from 0. Returns false to stop
  ///     reading.
  /// - Throws: ``SystemError`` with `read`; the lines before it have come.
  mutating func forEachLine(
    buffer: inout [UInt8], _ body: (Span<UInt8>, Bool, Int) -> Bool
  ) throws(SystemError) {
    var filled = 0
    var offset = 0  // of the buffer in the file
    var isCut = false
    var followsCarriageReturn = false
    while true {
      let end = fill(&buffer, from: filled)
      if end == filled { break }
      var start = 0
      var position = filled
      while position < end {
        let byte = buffer[position]
        if byte == UInt8(ascii: "\n"), followsCarriageReturn, start == position {
          followsCarriageReturn = false
          start = position + 1
        } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
          followsCarriageReturn = byte == UInt8(ascii: "\r")
          let line = buffer.span.extracting(start..<position)
          if !isCut, !body(line, true, parts.number(at: offset + start)) { return }
          isCut = false
          start = position + 1
        }
        position += 1
      }
      if start == 0 && end == buffer.count {
        if !isCut, !body(buffer.span, false, parts.number(at: offset)) { return }
        isCut = true
        followsCarriageReturn = false
        start = end
      }
      filled = end - start
      offset += start
      if start > 0 { for index in 0..<filled { buffer[index] = buffer[start + index] } }
    }
    if filled > 0 && !isCut {
      _ = body(buffer.span.extracting(0..<filled), false, parts.number(at: offset))
    }
    if let failure { throw failure }
  }

  /// Reads as many parts as the buffer has room for. Whatever is done between two reads of a kernel
  /// table is time in which the table changes, so the lines are taken apart afterwards. The end of the
  /// buffer divides no part: it would be in the same place in each pass.
  ///
  /// - Returns: Where what was read ends: `start` at the end of the file, and after a failure.
  private mutating func fill(_ buffer: inout [UInt8], from start: Int) -> Int {
    var end = start
    while end < buffer.count, !isAtEnd, end == start || buffer.count - end >= pageSize {
      do throws(SystemError) {
        let limit = parts.count == 0 ? firstLimit : .max
        let count = try file.read(into: &buffer, from: end, limit: limit)
        if count == 0 {
          isAtEnd = true
        } else {
          parts.append(length: count)
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

/// The parts that a file was read in.
private struct FileParts {
  private(set) var count = 0
  /// In bytes.
  private(set) var lastLength = 0
  /// Where the parts end in the file, from the one that was asked for last.
  private var ends: [Int] = []
  private var firstNumber = 0
  private var end = 0

  mutating func append(length: Int) {
    count += 1
    lastLength = length
    end += length
    ends.append(end)
  }

  /// The number of the part that a byte of the file came with. The bytes are asked for in order.
  mutating func number(at offset: Int) -> Int {
    while let end = ends.first, end <= offset {
      ends.removeFirst()
      firstNumber += 1
    }
    return firstNumber
  }
}
