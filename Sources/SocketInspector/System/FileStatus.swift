internal import CLinux
import Glibc

/// The status of a file, see stat(2).
struct FileStatus {
  enum Kind {
    case regular
    case directory
    case other
  }

  let kind: Kind
  let inode: UInt64
  /// In bytes; for a directory, the meaning depends on the file system.
  let size: Int
  let linkCount: Int
  private let deviceNumber: dev_t

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    linkCount = Int(status.st_nlink)
    deviceNumber = status.st_dev
  }

  /// The device of the file system, in the form of field 3 of `/proc/self/mountinfo`: `0:21`.
  var device: String { "\(gnu_dev_major(deviceNumber)):\(gnu_dev_minor(deviceNumber))" }
}
