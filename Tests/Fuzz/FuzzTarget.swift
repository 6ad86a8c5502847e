import Foundation
import TestSupport

/// A parser, and what has to hold of it whatever the bytes are.
struct FuzzTarget: Sendable {
  let name: String
  /// Ends the program, as a trap does, where something does not hold.
  let check: @Sendable ([UInt8]) -> Void
  /// Inputs to begin with.
  let seeds: @Sendable () throws -> [[UInt8]]

  static let all: [FuzzTarget] = [
    .tables, .netlink, .stat, .commandLine, .processFiles, .options, .selectors, .addresses,
  ]

  func writeSeeds(to folder: String) throws {
    let folder = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let seeds = Set(try seeds()).sorted { $0.lexicographicallyPrecedes($1) }
    for (number, seed) in seeds.enumerated() {
      try Data(seed).write(to: folder.appendingPathComponent("seed-\(number)"))
    }
  }
}

/// Ends the program where something does not hold; libFuzzer keeps the input.
func require(_ holds: Bool, _ what: @autoclosure () -> String) {
  if holds { return }
  FileHandle.standardError.write(Data("does not hold: \(what())\n".utf8))
  abort()
}

/// The same for two readings of one thing.
func require<Value: Equatable>(_ ours: Value, is naive: Value, _ what: @autoclosure () -> String) {
  require(ours == naive, "\(what()): \(ours), read the obvious way \(naive)")
}

extension ArraySlice<UInt8> {
  /// The number that a text begins with, as the standard library reads it.
  var leadingNumber: UInt64? {
    UInt64(String(decoding: prefix { 0x30...0x39 ~= $0 }, as: UTF8.self))
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}

extension Fixtures {
  /// The content of every recorded file of a name: `self/net/tcp`, `PID/stat`.
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

  /// The lines of the recorded tables, with their newlines, and the table's name.
  static func tableLines() throws -> [(table: String, line: ArraySlice<UInt8>)] {
    try ["tcp", "tcp6", "udp", "udp6"].flatMap { table in
      try files(named: "net/\(table)").flatMap { $0.split(separator: UInt8(ascii: "\n")) }
        .filter { $0.count <= 400 }.map { (table, $0) }
    }
  }
}
