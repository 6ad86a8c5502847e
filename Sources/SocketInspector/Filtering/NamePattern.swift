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
  public func matches(_ name: [UInt8]) -> Bool { matches(name[...]) }

  func matches(_ name: ArraySlice<UInt8>) -> Bool {
    var position = name.startIndex
    var index = 0
    // The index of the last `*`, and the end of the bytes that it matches. If the rest of the pattern does
    // not match, `*` matches one more byte.
    var star: (index: Int, position: Int)?
    while position < name.endIndex {
      if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
        star = (index, position)
        index += 1
      } else if index < pattern.count, pattern[index] == UInt8(ascii: "?") {
        position += 1
        while position < name.endIndex, name[position] & 0xc0 == 0x80 { position += 1 }
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

  /// Whether the pattern matches the name of the unit of a control group. The ending `.service` may be left out, as
  /// for systemctl(1).
  func matchesUnit(of group: ControlGroup) -> Bool {
    guard let unit = group.unitBytes else { return false }
    let ending = ".service".utf8
    return matches(unit)
      || (unit.suffix(ending.count).elementsEqual(ending) && matches(unit.dropLast(ending.count)))
  }

  /// Whether the pattern matches the name of the container of a control group, its ID, or the first 12 digits of
  /// that.
  func matchesContainer(of group: ControlGroup) -> Bool {
    guard let container = group.container else { return false }
    if let name = container.nameBytes, matches(name) { return true }
    guard let id = container.idBytes else { return false }
    return matches(id) || matches(id.prefix(Container.shortLength))
  }

  /// Whether the pattern matches the name of the pod of a control group, its ID, or the first 12 digits of that.
  func matchesPod(of group: ControlGroup) -> Bool {
    guard let pod = group.pod else { return false }
    return matches(pod.labelBytes) || matches(pod.idBytes)
  }

  /// Whether the pattern matches the command line of a process: its arguments with blanks between them.
  func matchesCommand(of process: ProcessDetails) -> Bool {
    process.commandLineBytes.map(matches) ?? false
  }
}
