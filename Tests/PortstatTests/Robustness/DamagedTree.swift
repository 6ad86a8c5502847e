import Foundation
import TestSupport

/// A copy of a recorded tree with random damage, and the rows that are still intact in it.
struct DamagedTree {
  enum Damage: CaseIterable {
    case cut
    case changedBytes
    case shuffledLines
    case emptied
    case absent
    case directory
    case danglingLink
    case linkToItself
    case linkToParent
    case fifo
    case unreadable
    case zeros
  }

  /// Identifies a row of a table, even if the rest of its line is damaged.
  struct Identity: Hashable {
    let isTCP: Bool
    let localPort: UInt16
    let remotePort: UInt16
    let inode: UInt64
  }

  static let tables = ["tcp", "tcp6", "udp", "udp6"]

  let folder: TemporaryDirectory
  /// What was done to which file, for failure messages.
  private(set) var damages: [String] = []
  /// The rows whose lines are unchanged.
  private(set) var intactRows: Set<Identity> = []
  /// The rows whose lines changed, as far as they can be read.
  private(set) var damagedRows: Set<Identity> = []
  private(set) var damagedLineCount = 0

  var path: String { folder.url.appendingPathComponent("proc").path }

  init(_ fixture: String, _ generator: inout SeededGenerator) throws {
    folder = try TemporaryDirectory()
    let original = URL(fileURLWithPath: Fixtures.path(fixture))
    let copy = folder.url.appendingPathComponent("proc")
    try FileManager.default.copyItem(at: original, to: copy)
    let names = try FileManager.default.subpathsOfDirectory(atPath: copy.path).sorted()
    let tables = names.filter { $0.contains("/net/") }
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let isTable = Bool.random(using: &generator)
      guard let name = (isTable ? tables : names).randomElement(using: &generator),
        let damage = Damage.allCases.randomElement(using: &generator)
      else { continue }
      if try Self.apply(damage, to: copy.appendingPathComponent(name), &generator) {
        damages.append("\(damage): \(name)")
      }
    }
    for name in Self.tables { try compare(name, original, copy) }
  }

  /// - Returns: Whether the damage could be applied.
  private static func apply(
    _ damage: Damage, to file: URL, _ generator: inout SeededGenerator
  ) throws -> Bool {
    let manager = FileManager.default
    guard let type = try? manager.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
    else { return false }
    switch damage {
    case .cut, .changedBytes, .shuffledLines, .emptied, .zeros:
      guard type == .typeRegular else { return false }
      var data = try Data(contentsOf: file)
      changeContents(&data, damage, &generator)
      try data.write(to: file)
    case .unreadable:
      if type == .typeSymbolicLink { return false }
      try manager.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
    case .absent, .directory, .danglingLink, .linkToItself, .linkToParent, .fifo:
      try manager.removeItem(at: file)
      try replace(file, damage)
    }
    return true
  }

  private static func changeContents(
    _ data: inout Data, _ damage: Damage, _ generator: inout SeededGenerator
  ) {
    switch damage {
    case .cut: data = data.prefix(Int.random(in: 0...data.count, using: &generator))
    case .changedBytes where !data.isEmpty:
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<data.count, using: &generator)
        let other = Int.random(in: 0..<data.count, using: &generator)
        if Bool.random(using: &generator) {
          data.swapAt(place, other)
        } else {
          data[place] = UInt8.random(in: 0...255, using: &generator)
        }
      }
    case .shuffledLines:
      let lines = data.split(separator: UInt8(ascii: "\n"))
      data = Data(lines.shuffled(using: &generator).flatMap { $0 + [UInt8(ascii: "\n")] })
    case .emptied: data = Data()
    case .zeros: data = Data(count: 1 << 20)
    default: break
    }
  }

  private static func replace(_ file: URL, _ damage: Damage) throws {
    let manager = FileManager.default
    switch damage {
    case .directory: try manager.createDirectory(at: file, withIntermediateDirectories: false)
    case .fifo: guard mkfifo(file.path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
    case .danglingLink, .linkToItself, .linkToParent:
      let target =
        damage == .danglingLink ? "nowhere/at all" : damage == .linkToParent ? ".." : file.path
      try manager.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    default: break
    }
  }

  /// Determines which lines of a table are unchanged.
  private mutating func compare(_ name: String, _ original: URL, _ copy: URL) throws {
    let file = "self/net/\(name)"
    let newline = UInt8(ascii: "\n")
    let before = Set(
      (try? Data(contentsOf: original.appendingPathComponent(file)))?.split(separator: newline)
        .dropFirst() ?? [])
    let path = copy.appendingPathComponent(file).path
    // Checked with stat(2) first, because Foundation would block on opening a FIFO.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let data = FileManager.default.contents(atPath: path)
    else { return }
    var lines = data.split(separator: newline, omittingEmptySubsequences: false)
    let rest = lines.removeLast()  // without a newline, so it may be cut
    for line in lines {
      let identity = Self.identity(line, isTCP: name.hasPrefix("tcp"))
      if before.contains(line) {
        // If two lines describe one row, portstat uses the later one, and their order may have
        // changed.
        if let identity, !intactRows.insert(identity).inserted {
          damagedRows.insert(identity)
          damagedLineCount += 1
        }
      } else {
        damagedLineCount += 1
        if let identity { damagedRows.insert(identity) }
      }
    }
    damagedLineCount += 1
    if let identity = Self.identity(rest, isTCP: name.hasPrefix("tcp")) {
      damagedRows.insert(identity)
    }
  }

  private static func identity(_ line: Data, isTCP: Bool) -> Identity? {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count > 9,
      let local = words[1].split(separator: ":").last.flatMap({ UInt16($0, radix: 16) }),
      let remote = words[2].split(separator: ":").last.flatMap({ UInt16($0, radix: 16) }),
      let inode = UInt64(words[9])
    else { return nil }
    return Identity(isTCP: isTCP, localPort: local, remotePort: remote, inode: inode)
  }
}

extension SocketRecord {
  /// The values of a row that come from its table alone, whatever happened to the other files.
  struct Row: Hashable {
    let text: String
  }

  var row: Row {
    Row(
      text: "\(`protocol`) \(family) \(localAddress) \(localPort) \(remoteAddress ?? "-") "
        + "\(remotePort ?? 0) \(state ?? "-") \(inode) \(receiveQueue) \(sendQueue)")
  }

  var identity: DamagedTree.Identity {
    DamagedTree.Identity(
      isTCP: `protocol` == "tcp", localPort: localPort, remotePort: remotePort ?? 0, inode: inode)
  }
}
