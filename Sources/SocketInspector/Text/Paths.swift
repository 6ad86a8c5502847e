/// Parts of paths, which may be any bytes.
extension [UInt8] {
  /// The part after the last slash.
  package var baseName: [UInt8] { Array(self[((lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...]) }

  /// A target of `/proc/PID/exe` without the mark of a file that was removed.
  package var withoutDeletedMark: [UInt8] {
    let mark = " (deleted)".utf8
    return suffix(mark.count).elementsEqual(mark) ? Array(dropLast(mark.count)) : self
  }
}
