import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct LineReaderTests {
  private struct Line: Equatable {
    var text: String
    var isTerminated: Bool
  }

  /// A table that ends in an odd way must not lose its last rows or gain an empty one.
  @Test(
    arguments: [
      ("", []), ("\n", [("", true)]), ("one", [("one", false)]), ("one\n", [("one", true)]),
      ("one\n\ntwo", [("one", true), ("", true), ("two", false)]),
      ("\n\n", [("", true), ("", true)]), ("a\0b\r\n", [("a\0b\r", true)]),
    ] as [(String, [(String, Bool)])])
  func aFileIsCutAtItsNewlines(text: String, expected: [(String, Bool)]) throws {
    let (lines, _) = try read(Data(text.utf8), bufferSize: LineReader.longestLine)
    #expect(lines == expected.map(Line.init))
  }

  /// The kernel hands out pieces of any size: wherever a piece ends, no row may be cut or doubled.
  @Test func linesAreTheSameInPiecesOfAnySize() throws {
    var generator = SeededGenerator(seed: 7)
    for size in 1...90 {
      var text = ""
      for _ in 0..<60 {
        let length = Int.random(in: 0...60, using: &generator)
        text += (0..<length).map { _ in ["a", "b", " "].randomElement(using: &generator) ?? "" }
          .joined()
        if length != 7 { text += "\n" }
      }
      let (lines, pieces) = try read(Data(text.utf8), bufferSize: size)
      #expect(lines == Self.expected(text, bufferSize: size), "buffer of \(size)")
      #expect(pieces >= (text.utf8.count + size - 1) / size)
    }
  }

  /// A line that just fits, or just not, is where a buffer goes wrong.
  @Test func linesAboutAsLongAsTheBufferAreCutOnlyWhenTheyMust() throws {
    for length in 0...20 {
      let line = String(repeating: "x", count: length)
      for text in [line, line + "\n", line + "\ny", "a\n" + line, line + "\n" + line + "\n"] {
        let (lines, _) = try read(Data(text.utf8), bufferSize: 10)
        #expect(lines == Self.expected(text, bufferSize: 10), "\(length) bytes: \(text.count)")
      }
    }
  }

  /// A file many times the buffer, such as a table of 100,000 connections.
  @Test func aFileBiggerThanTheBufferIsReadToItsEnd() throws {
    let text = (0..<20_000).map { "line \($0)\n" }.joined()
    let (lines, pieces) = try read(Data(text.utf8), bufferSize: LineReader.longestLine)
    #expect(lines.count == 20_000)
    #expect(lines.last == Line(text: "line 19999", isTerminated: true))
    #expect(pieces > 1)
  }

  /// A line without an end must not fill the memory, nor take the next one with it.
  @Test func ofALineLongerThanTheBufferComesTheBeginning() throws {
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

  /// A row that counts as part of the wrong piece would hide that another one was skipped.
  @Test func eachLineBelongsToThePieceThatItBeginsIn() throws {
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

  /// Sockets at the end of a piece are skipped: if each pass over a table had a piece end in the same
  /// place, as one that the buffer cuts does, a socket there would never be listed.
  @Test(
    .enabled(
      if: FileManager.default.isReadableFile(atPath: symbols), "\(symbols) is not readable"))
  func theEndOfTheBufferCutsNoPiece() throws {
    let file = try FileDescriptor(Self.symbols, in: AT_FDCWD, path: Self.symbols)
    var reader = LineReader(file, firstLimit: 1000)
    var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)
    var lengths: [Int] = []
    try reader.forEachLine(buffer: &buffer) { line, _, part in
      if part == lengths.count { lengths.append(0) }
      lengths[part] += line.count + 1
      return true
    }
    // More than the buffer, and each piece is a page, less what the next row needs.
    #expect(lengths.reduce(0, +) > 2 * buffer.count)
    let shortest = lengths.dropFirst().dropLast().min() ?? 0
    #expect(shortest > pageSize - 512)
  }

  /// A table of the kernel that is long everywhere.
  private static let symbols = "/proc/kallsyms"

  /// An empty file has no pieces: there is nothing that could have been lost between two.
  @Test func anEmptyFileHasNoPieces() throws {
    let (lines, pieces) = try read(Data(), bufferSize: 64)
    #expect(lines.isEmpty)
    #expect(pieces == 0)
  }

  /// A directory in a table's place is told, with its name.
  @Test func aDirectoryCannotBeRead() throws {
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

  /// What a file of ASCII should give: a line that has no room for its newline is cut.
  private static func expected(_ text: String, bufferSize: Int) -> [Line] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Line(text: String($0.prefix(bufferSize)), isTerminated: $0.count < bufferSize) }
    lines[lines.count - 1].isTerminated = false
    if lines.last?.text.isEmpty == true { lines.removeLast() }
    return lines
  }
}
