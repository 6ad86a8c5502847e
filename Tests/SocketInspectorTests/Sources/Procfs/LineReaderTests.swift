import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct LineReaderTests {
  private struct Line: Equatable {
    var text: String
    var isTerminated: Bool
  }

  /// The last row of a table with an unusual end would be lost, or an empty one added.
  @Test(
    arguments: [
      ("", []), ("\n", [("", true)]), ("one", [("one", false)]), ("one\n", [("one", true)]),
      ("one\n\ntwo", [("one", true), ("", true), ("two", false)]),
      ("\n\n", [("", true), ("", true)]), ("a\0b\r\n", [("a\0b", true)]),
      ("one\rtwo", [("one", true), ("two", false)]), ("one\r", [("one", true)]),
      ("\r\n\r\n", [("", true), ("", true)]), ("\r\r\n", [("", true), ("", true)]),
      ("one\r\ntwo\r\n", [("one", true), ("two", true)]),
      ("one\n\rtwo\n", [("one", true), ("", true), ("two", true)]),
    ] as [(String, [(String, Bool)])])
  func aFileIsSplitAtItsNewlines(text: String, expected: [(String, Bool)]) throws {
    let (lines, _) = try read(Data(text.utf8), bufferSize: LineReader.longestLine)
    #expect(lines == expected.map(Line.init))
  }

  /// A row would be split or repeated where a part of the table ends.
  @Test func linesAreTheSameInPartsOfAnySize() throws {
    var generator = SeededGenerator(seed: 7)
    for size in 1...90 {
      var text = ""
      for _ in 0..<60 {
        let length = Int.random(in: 0...60, using: &generator)
        text += (0..<length).map { _ in ["a", "b", " "].randomElement(using: &generator) ?? "" }
          .joined()
        if length != 7 { text += "\n" }
      }
      let (lines, parts) = try read(Data(text.utf8), bufferSize: size)
      #expect(lines == Self.expected(text, bufferSize: size), "buffer of \(size)")
      #expect(parts >= (text.utf8.count + size - 1) / size)
    }
  }

  /// Every line of a file from another system would be followed by an empty one, or the whole file would be
  /// one line, where a part ends between CR and LF.
  @Test(arguments: ["\r\n", "\r"])
  func lineEndsOfOtherSystemsAreTheSameInPartsOfAnySize(end: String) throws {
    let words = ["one", "", "three", "4", "fifty-five"]
    let text = words.map { $0 + end }.joined()
    for size in 12...40 {
      let (lines, _) = try read(Data(text.utf8), bufferSize: size)
      #expect(lines == words.map { Line(text: $0, isTerminated: true) }, "buffer of \(size)")
    }
    let long = String(repeating: "x", count: 30)
    let (lines, _) = try read(Data("a\r\(long)\n\(long)\r\nb".utf8), bufferSize: 10)
    let cut = Line(text: String(long.prefix(10)), isTerminated: false)
    #expect(
      lines == [
        Line(text: "a", isTerminated: true), cut, cut, Line(text: "b", isTerminated: false),
      ])
  }

  /// A line that just fits into the buffer would be cut.
  @Test func onlyLinesLongerThanTheBufferAreCut() throws {
    for length in 0...20 {
      let line = String(repeating: "x", count: length)
      for text in [line, line + "\n", line + "\ny", "a\n" + line, line + "\n" + line + "\n"] {
        let (lines, _) = try read(Data(text.utf8), bufferSize: 10)
        #expect(lines == Self.expected(text, bufferSize: 10), "\(length) bytes: \(text.count)")
      }
    }
  }

  /// The table of a machine with 100,000 connections would be truncated.
  @Test func aFileBiggerThanTheBufferIsReadToItsEnd() throws {
    let text = (0..<20_000).map { "line \($0)\n" }.joined()
    let (lines, parts) = try read(Data(text.utf8), bufferSize: LineReader.longestLine)
    #expect(lines.count == 20_000)
    #expect(lines.last == Line(text: "line 19999", isTerminated: true))
    #expect(parts > 1)
  }

  /// A line without an end would fill the memory, or hide the next line.
  @Test func onlyTheBeginningOfAnOverlongLineIsRead() throws {
    let long = String(repeating: "x", count: 1_000_000)
    let text = "first\n" + long + "\nlast\n" + long
    let (lines, _) = try read(Data(text.utf8), bufferSize: LineReader.longestLine)
    let beginning = Line(
      text: String(repeating: "x", count: LineReader.longestLine), isTerminated: false)
    #expect(
      lines == [
        Line(text: "first", isTerminated: true), beginning, Line(text: "last", isTerminated: true),
        beginning,
      ])
  }

  /// A skipped socket would go unnoticed, because a row counts for the wrong part.
  @Test func eachLineBelongsToThePartItBeginsIn() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write(Data("one\ntwo\nthree\nfour".utf8), to: "file").path
    for (limit, expected) in [(.max, [0, 0, 1, 1]), (4, [0, 1, 1, 2]), (5, [0, 0, 1, 2])] {
      var reader = LineReader(
        try FileDescriptor(path, in: AT_FDCWD, path: path), firstLimit: limit)
      var buffer = [UInt8](repeating: 0, count: 8)
      var parts: [Int] = []
      try reader.forEachLine(buffer: &buffer) { _, _, part in
        parts.append(part)
        return true
      }
      #expect(parts == expected, "\(limit)")
    }
  }

  /// A socket would never be listed: those at the end of a part may be skipped, and if the buffer
  /// ended a part, each pass would do so in the same place.
  @Test(
    .enabled(
      if: FileManager.default.isReadableFile(atPath: symbols), "\(symbols) is not readable"))
  func theEndOfTheBufferEndsNoPart() throws {
    let file = try FileDescriptor(Self.symbols, in: AT_FDCWD, path: Self.symbols)
    var reader = LineReader(file, firstLimit: 1000)
    var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)
    var lengths: [Int] = []
    try reader.forEachLine(buffer: &buffer) { line, _, part in
      if part == lengths.count { lengths.append(0) }
      lengths[part] += line.count + 1
      return true
    }
    // More than two buffers, in parts of one page each, less the room that the next row needed.
    #expect(lengths.reduce(0, +) > 2 * buffer.count)
    let shortest = lengths.dropFirst().dropLast().min() ?? 0
    #expect(shortest > pageSize - 512)
  }

  /// A kernel table that is long on every machine.
  private static let symbols = "/proc/kallsyms"

  /// An empty table would be read several times, to prove that nothing was skipped between its
  /// parts.
  @Test func anEmptyFileHasNoParts() throws {
    let (lines, parts) = try read(Data(), bufferSize: 64)
    #expect(lines.isEmpty)
    #expect(parts == 0)
  }

  /// The error for a directory in place of a table would not name it.
  @Test func aDirectoryIsAnError() throws {
    let folder = try TemporaryDirectory()
    #expect(throws: SystemError(.read, folder.path, code: EISDIR)) {
      try read(folder.path, bufferSize: 64)
    }
  }

  private func read(
    _ contents: Data, bufferSize: Int
  ) throws -> (lines: [Line], parts: Int) {
    let folder = try TemporaryDirectory()
    return try read(try folder.write(contents, to: "file").path, bufferSize: bufferSize)
  }

  private func read(
    _ path: String, bufferSize: Int
  ) throws -> (lines: [Line], parts: Int) {
    var reader = LineReader(try FileDescriptor(path, in: AT_FDCWD, path: path))
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    var lines: [Line] = []
    try reader.forEachLine(buffer: &buffer) { line, isTerminated, _ in
      let bytes = line.indices.map { line[$0] }
      lines.append(Line(text: String(decoding: bytes, as: UTF8.self), isTerminated: isTerminated))
      return true
    }
    return (lines, reader.partCount)
  }

  /// The expected lines of an ASCII file: a line without room for its newline is cut.
  private static func expected(_ text: String, bufferSize: Int) -> [Line] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Line(text: String($0.prefix(bufferSize)), isTerminated: $0.count < bufferSize) }
    lines[lines.count - 1].isTerminated = false
    if lines.last?.text.isEmpty == true { lines.removeLast() }
    return lines
  }
}
