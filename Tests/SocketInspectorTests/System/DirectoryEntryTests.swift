import Testing

@testable import SocketInspector

@Suite struct DirectoryEntryTests {
  /// A `struct linux_dirent64`, padded to a multiple of 8 bytes as the kernel does.
  private func record(_ name: String, length: UInt16? = nil) -> [UInt8] {
    let used = 19 + name.utf8.count + 1
    let whole = (used + 7) / 8 * 8
    let stated = length ?? UInt16(whole)
    var bytes = [UInt8](repeating: 0xff, count: 16)
    bytes += withUnsafeBytes(of: stated) { Array($0) }
    bytes.append(10)
    bytes += Array(name.utf8) + [UInt8](repeating: 0, count: whole - used + 1)
    return bytes
  }

  /// A file whose name only begins with a number would be taken for a process, a thread or a
  /// descriptor.
  @Test(
    arguments: [
      ("1", 1), ("0", 0), ("4194304", 4_194_304), ("2147483647", .max), (".", nil), ("..", nil),
      ("self", nil), ("12x", nil), ("1 ", nil), ("-1", nil), ("+1", nil), ("2147483648", nil),
      ("99999999999999999999999", nil), ("", nil),
    ] as [(String, Int32?)])
  func numbersAreNamesOfDigitsOnly(name: String, expected: Int32?) throws {
    let bytes = record(name)
    let entry = bytes.span.directoryEntry(at: 0)
    #expect(try #require(entry).number == expected)
    #expect(entry?.length == bytes.count)
  }

  /// A process would be skipped because its entry in the buffer is.
  @Test func everyRecordIsRead() {
    let names = [".", "..", "1", "cpuinfo", "23", "4711", "self"]
    let bytes = names.flatMap { record($0) }
    var start = 0
    var found: [Int32?] = []
    while let entry = bytes.span.directoryEntry(at: start) {
      found.append(entry.number)
      start += entry.length
    }
    #expect(found == [nil, nil, 1, nil, 23, 4711, nil])
    #expect(start == bytes.count)
  }

  /// A record with length 0 would be read forever, and one that is too long beyond the end of the
  /// buffer.
  @Test(arguments: [0, 1, 18, 19, 25, 65_535] as [UInt16])
  func aRecordWithAWrongLengthEndsTheList(length: UInt16) {
    let bytes = record("1234", length: length)
    let entry = bytes.span.directoryEntry(at: 0)
    #expect(entry == nil)
  }

  /// A buffer that ends within a record would crash the program.
  @Test func aTruncatedBufferEndsTheList() {
    let length = record("1234").count
    let bytes = record("1234") + record("5")
    for count in 0..<bytes.count {
      let span = bytes.span.extracting(0..<count)
      let first = span.directoryEntry(at: 0)
      #expect((first != nil) == (count >= length), "\(count) bytes")
      let second = span.directoryEntry(at: length)
      #expect(second == nil, "\(count) bytes")
    }
  }

  /// A descriptor would be taken for a socket that it is not, or not for the one that it is.
  @Test(
    arguments: [
      ("socket:[0]", 0), ("socket:[4294967295]", 4_294_967_295),
      ("socket:[18446744073709551615]", .max), ("socket:[18446744073709551616]", nil),
      ("socket:[]", nil), ("socket:[12", nil), ("socket:[12]x", nil), ("socket:[12] ", nil),
      ("socket:[-1]", nil), ("socket:12", nil), ("Socket:[12]", nil), ("pipe:[12]", nil),
      ("/tmp/socket:[12]", nil), ("socket:", nil), ("", nil), ("net:[4026531840]", nil),
    ] as [(String, UInt64?)])
  func socketInodeIsReadFromLinksOfSocketsOnly(target: String, expected: UInt64?) {
    let bytes = Array(target.utf8)
    let inode = bytes.span.socketInode
    #expect(inode == expected)
  }
}
