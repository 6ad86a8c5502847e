/// A pattern for the name of a process: `*` matches any bytes, `?` one character.
public struct NamePattern: Hashable, Sendable {
  private let pattern: [UInt8]

  public init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// Whether the pattern matches the whole name.
  public func matches(_ name: [UInt8]) -> Bool {
    var position = 0
    var index = 0
    // The index of the last `*`, and the end of the bytes that it matches. If the rest of the pattern does
    // not match, `*` matches one more byte.
    var star: (index: Int, position: Int)?
    while position < name.count {
      if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
        star = (index, position)
        index += 1
      } else if index < pattern.count, pattern[index] == UInt8(ascii: "?") {
        position += 1
        while position < name.count, name[position] & 0xc0 == 0x80 { position += 1 }
        index += 1
      } else if index < pattern.count, pattern[index] == name[position] {
        position += 1
        index += 1
      } else if let last = star {
        star = (last.index, last.position + 1)
        position = last.position + 1
        index = last.index + 1
      } else {
        return false
      }
    }
    return pattern[index...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether the pattern matches the name of a process, or the file name of its executable.
  func matches(_ process: ProcessDetails) -> Bool {
    if let name = process.name, matches(name) { return true }
    guard var path = process.executable else { return false }
    let base = { (path: [UInt8]) in
      Array(path[((path.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...])
    }
    if matches(base(path)) { return true }
    let mark = Array(" (deleted)".utf8)
    guard path.suffix(mark.count).elementsEqual(mark) else { return false }
    path.removeLast(mark.count)
    return matches(base(path))
  }
}
