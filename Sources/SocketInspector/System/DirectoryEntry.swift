/// A record of getdents64(2), `struct linux_dirent64`: inode (8 bytes), offset (8), length of the record (2),
/// type (1), name, NUL.
struct DirectoryEntry {
  /// The length of the record, in bytes.
  let length: Int
  /// The inode number.
  let inode: UInt64
  /// Whether it is a directory, as far as the file system says so.
  let isDirectory: Bool
  /// Where the name is in the record.
  let name: Range<Int>
  /// The name as a number; nil if it is not a decimal number, 0 to 2,147,483,647.
  let number: Int32?
}

extension Span<UInt8> {
  /// The record that begins at `start`; nil after the last one.
  func directoryEntry(at start: Int) -> DirectoryEntry? {
    let name = start + 19
    guard name < count else { return nil }
    let length = Int(native16(at: start + 16))
    guard length > 19, start + length <= count else { return nil }
    var end = name
    let number = decimal(&end).flatMap { Int32(exactly: $0) }
    let isWhole = end < count && self[end] == 0
    while end < start + length, self[end] != 0 { end += 1 }
    return DirectoryEntry(
      length: length, inode: native64(at: start), isDirectory: self[start + 18] == 4,  // DT_DIR
      name: name..<min(end, start + length), number: isWhole ? number : nil)
  }

  /// The inode number in `socket:[N]`, the target of a symbolic link in `/proc/PID/fd` (`sockfs_dname` in
  /// `net/socket.c`); nil for any other target.
  var socketInode: UInt64? {
    var position = 0
    for byte in "socket:[".utf8 where !skip(byte, &position) { return nil }
    let inode = decimal(&position)
    return skip(UInt8(ascii: "]"), &position) && position == count ? inode : nil
  }

  /// The inode number in `net:[N]`, the target of a link to a namespace; nil for any other target.
  ///
  /// - Parameter text: What is before the number. ``socketInode`` has it built in, because it is read for each
  ///   descriptor.
  func inode(after text: String) -> UInt64? {
    var position = 0
    for byte in text.utf8 where !skip(byte, &position) { return nil }
    let inode = decimal(&position)
    return skip(UInt8(ascii: "]"), &position) && position == count ? inode : nil
  }
}
