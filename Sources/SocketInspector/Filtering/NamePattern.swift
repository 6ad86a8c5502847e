/// A pattern for the name of a process: `*` matches any bytes, `?` one character.
public struct NamePattern: Hashable, Sendable {
  private let pattern: [UInt8]

  /// - Parameter pattern: The whole name, in which `*` stands for any bytes and `?` for one character.
  public init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// The only name that matches; nil if there are wildcards.
  package var literal: [UInt8]? {
    pattern.contains(UInt8(ascii: "*")) || pattern.contains(UInt8(ascii: "?")) ? nil : pattern
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

  /// Whether the pattern matches the name of a process, its readable name, or the file name of its executable.
  func matches(_ process: ProcessDetails) -> Bool {
    if let name = process.nameBytes, matches(name) { return true }
    if let name = process.programNameBytes, matches(name) { return true }
    guard let path = process.executableBytes else { return false }
    return matches(path.baseName) || matches(path.withoutDeletedMark.baseName)
  }

  /// Whether the pattern matches the command line of a process: its arguments with blanks between them.
  func matchesCommand(of process: ProcessDetails) -> Bool {
    process.commandLineBytes.map(matches) ?? false
  }
}
