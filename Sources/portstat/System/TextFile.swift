import Glibc

/// Reads configuration files.
enum TextFile {
  /// The contents of a regular file, up to `limit` bytes; nil if it cannot be read.
  static func contents(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    // O_NONBLOCK, because opening a FIFO would wait for a writer.
    let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    if number < 0 { return nil }
    defer { close(number) }
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { return nil }
    // A unit that is linked to /dev/null is masked: it has no contents.
    guard status.st_mode & S_IFMT == S_IFREG else { return [] }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < limit {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        unsafe read(number, buffer.baseAddress, buffer.count)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// The names in a directory, in no order; empty if it cannot be read.
  static func names(in path: String) -> [String] {
    guard let directory = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
