import Foundation
import TestSupport
import Testing

@testable import SocketInspector

@Suite struct DirectoryTests {
  /// A file of a process would be truncated, or fill the memory.
  @Test(arguments: [0, 1, 4_095, 4_096, 4_097, 10_000, 131_072])
  func contentsAreReadUpToTheLimit(size: Int) throws {
    let folder = try TemporaryDirectory()
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try folder.write(Data(bytes), to: "file")
    let directory = try Directory(folder.path)
    #expect(try directory.contents(of: "file", limit: 1 << 20) == bytes)
    #expect(try directory.contents(of: "file", limit: 5_000) == Array(bytes.prefix(5_000)))
    #expect(try directory.contents(of: "file", limit: 0) == [])
  }

  /// An error would not name its path and cause, or a file that is gone would be reported as
  /// denied.
  @Test func errorsHaveThePathAndTheCause() throws {
    let folder = try TemporaryDirectory()
    try folder.write("", to: "file")
    try folder.link("loop", to: "loop")
    let directory = try Directory(folder.path)
    let expected = [
      ("missing", ENOENT, true), ("missing/below", ENOENT, true), ("file/below", ENOTDIR, true),
      ("loop", ELOOP, false),
    ]
    for (name, code, isGone) in expected {
      let file = Self.error { () throws(SystemError) in
        _ = try directory.contents(of: name, limit: 1)
      }
      #expect(file == SystemError(.open, "\(folder.path)/\(name)", code: code))
      #expect(file?.isGone == isGone)
      let below = Self.error { () throws(SystemError) in _ = try directory.directory(name) }
      #expect(below?.code == code)
    }
    let notADirectory = Self.error { () throws(SystemError) in
      _ = try directory.directory("file")
    }
    #expect(notADirectory?.code == ENOTDIR)
    let missing = "\(folder.path)/missing"
    #expect(
      Self.error { () throws(SystemError) in _ = try Directory(missing) }
        == SystemError(.open, missing, code: ENOENT))
  }

  /// A FIFO in a recording would block the program.
  @Test(.timeLimit(.minutes(5)))
  func aFIFODoesNotBlock() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFIFO("fifo")
    let directory = try Directory(tree.path)
    #expect(try directory.contents(of: "fifo", limit: 10) == [])
  }

  /// The path of an executable would be truncated or changed.
  @Test func linkTargetsAreReadWhole() throws {
    let folder = try TemporaryDirectory()
    let long = String(repeating: "x/", count: 2_000)
    try folder.link("exe", to: "/usr/bin/a b (deleted)")
    try folder.link("long", to: long)
    try folder.write("", to: "file")
    let directory = try Directory(folder.path)
    #expect(try directory.linkTarget("exe") == Array("/usr/bin/a b (deleted)".utf8))
    #expect(try directory.linkTarget("long") == Array(long.utf8))
    #expect(
      Self.error { () throws(SystemError) in _ = try directory.linkTarget("file") }
        == SystemError(.read, "\(folder.path)/file", code: EINVAL))
    #expect(
      Self.error { () throws(SystemError) in _ = try directory.linkTarget("missing") }
        == SystemError(.read, "\(folder.path)/missing", code: ENOENT))
  }

  /// A descriptor would be taken for a socket that it is not, or not for the one that it is.
  @Test(
    arguments: [
      (0, "socket:[7]", 7), (9, "socket:[18446744073709551615]", .max), (10, "pipe:[7]", nil),
      (2_147_483_647, "socket:[8]", 8), (99, "/dev/null", nil),
      (100, "anon_inode:[eventpoll]", nil),
      (101, "socket:[7]" + String(repeating: "x", count: 100), nil),
      (102, String(repeating: "y", count: 48), nil),
      (103, "socket:[0000000000000000000000000000000000007]", 7),
    ] as [(Int32, String, UInt64?)])
  func socketInodeReadsTheLinkOfTheDescriptor(
    number: Int32, target: String, expected: UInt64?
  ) throws {
    let folder = try TemporaryDirectory()
    try folder.link("\(number)", to: target)
    let directory = try Directory(folder.path)
    #expect(try directory.socketInode(ofLink: number) == expected)
  }

  /// A closed descriptor would be reported as an error, or a file in place of a link would be taken
  /// for something else than a socket, although its target is unknown.
  @Test func aDescriptorThatIsGoneOrNotALinkIsAnError() throws {
    let folder = try TemporaryDirectory()
    try folder.write("socket:[5]", to: "5")
    let directory = try Directory(folder.path)
    let noLink = Self.error { () throws(SystemError) in _ = try directory.socketInode(ofLink: 5) }
    #expect(noLink == SystemError(.read, "\(folder.path)/5", code: EINVAL))
    #expect(noLink?.isNotSymbolicLink == true)
    let error = Self.error { () throws(SystemError) in _ = try directory.socketInode(ofLink: 6) }
    #expect(error?.isGone == true)
  }

  /// A process would be skipped or listed twice when the list does not fit into one buffer.
  @Test(arguments: [64, 100, 1_000, 32_768])
  func everyNumberIsListedOnce(bufferSize: Int) throws {
    let folder = try TemporaryDirectory()
    for number in 0..<300 { try folder.link("\(number)", to: "x") }
    for name in ["self", "12x", "cpuinfo", "-1"] { try folder.link(name, to: "x") }
    let directory = try Directory(folder.path)
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    var numbers: [Int32] = []
    try directory.forEachNumber(buffer: &buffer) { number in
      numbers.append(number)
      return true
    }
    #expect(numbers.sorted() == Array(0..<300))
  }

  /// A search would list the whole directory although it has found what it needs.
  @Test func listingStopsOnRequest() throws {
    let folder = try TemporaryDirectory()
    for number in 0..<30 { try folder.link("\(number)", to: "x") }
    let directory = try Directory(folder.path)
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var count = 0
    try directory.forEachNumber(buffer: &buffer) { _ in
      count += 1
      return count < 5
    }
    #expect(count == 5)
  }

  /// The second listing of a directory that stays open for a whole snapshot would be empty.
  @Test func aDirectoryIsListedAgainFromItsBeginning() throws {
    let folder = try TemporaryDirectory()
    let directory = try Directory(folder.path)
    for number in [7, 8, 9] as [Int32] {
      try folder.write("", to: "\(number)")
      let numbers = try directory.numbers()
      #expect(numbers.sorted() == Array(7...number))
    }
  }

  /// A FIFO in place of a table would be read, or the mount options of /proc would not be found, as
  /// mountinfo identifies file systems by device.
  @Test func theStatusOfAFileShowsItsKindAndDevice() throws {
    let tree = try ProcTree(empty: ())
    try tree.makeFIFO("fifo")
    try tree.folder.write("text", to: "file")
    try tree.folder.link("link", to: "file")
    let directory = try Directory(tree.path)
    let own = try directory.status()
    let file = try directory.status(of: "file")
    #expect(own.kind == .directory && file.kind == .regular && file.size == 4)
    #expect(try directory.status(of: "fifo").kind == .other)
    #expect(try directory.status(of: "link").inode == file.inode)
    let device = UInt64(try #require(Self.deviceNumber(tree.path)))
    #expect(own.device == "\(device >> 8 & 0xfff):\(device & 0xff | device >> 12 & 0xfff00)")
    let missing = Self.error { () throws(SystemError) in _ = try directory.status(of: "missing") }
    #expect(missing == SystemError(.read, "\(tree.path)/missing", code: ENOENT))
  }

  private static func deviceNumber(_ path: String) -> UInt? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt(status.st_dev) : nil
  }

  private static func error(_ body: () throws(SystemError) -> Void) -> SystemError? {
    do throws(SystemError) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}
