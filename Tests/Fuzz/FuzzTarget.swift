import Foundation
import TestSupport

/// A parser with the properties that have to hold for any input.
struct FuzzTarget: Sendable {
  let name: String
  /// Checks the properties for an input, and aborts the program if one does not hold.
  let check: @Sendable ([UInt8]) -> Void
  /// The first inputs, which libFuzzer mutates.
  let seeds: @Sendable () throws -> [[UInt8]]

  static let all: [FuzzTarget] = [
    .tables, .netlink, .stat, .commandLine, .processFiles, .options, .selectors, .addresses,
    .destroyed, .controlGroups, .routes, .netfilter,
  ]

  /// Writes the seeds to a folder with the name of the target.
  func writeSeeds(to folder: String) throws {
    let folder = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let seeds = Set(try seeds()).sorted { $0.lexicographicallyPrecedes($1) }
    for (number, seed) in seeds.enumerated() {
      try Data(seed).write(to: folder.appendingPathComponent("seed-\(number)"))
    }
  }
}

/// Aborts the program if a condition does not hold. libFuzzer then saves the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  if holds { return }
  FileHandle.standardError.write(Data("failed: \(what())\n".utf8))
  abort()
}

/// Aborts the program if the result of portstat differs from that of a naive implementation.
func require<Value: Equatable>(
  _ result: Value, is expected: Value, _ what: @autoclosure () -> String
) {
  require(result == expected, "\(what()): \(result), expected \(expected)")
}

extension ArraySlice<UInt8> {
  /// The decimal number at the beginning of a text, parsed by the standard library.
  var leadingNumber: UInt64? {
    UInt64(String(decoding: prefix { 0x30...0x39 ~= $0 }, as: UTF8.self))
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}

extension Fixtures {
  /// The contents of every recorded file with a name, such as `stat` or `net/tcp`.
  static func files(named name: String) throws -> [[UInt8]] {
    try names.flatMap { tree in
      let paths = try FileManager.default.subpathsOfDirectory(atPath: path(tree))
      return try paths.filter { "/\($0)".hasSuffix("/\(name)") }.compactMap { file -> [UInt8]? in
        let url = URL(fileURLWithPath: path(tree)).appendingPathComponent(file)
        guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
          return nil
        }
        return [UInt8](try Data(contentsOf: url))
      }
    }
  }

  /// The lines of the recorded tables, without newlines, and the names of the tables.
  static func tableLines() throws -> [(table: String, line: ArraySlice<UInt8>)] {
    try ["tcp", "tcp6", "udp", "udp6"].flatMap { table in
      try files(named: "net/\(table)").flatMap { $0.split(separator: UInt8(ascii: "\n")) }
        .filter { $0.count <= 400 }.map { (table, $0) }
    }
  }
}
