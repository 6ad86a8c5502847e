import Foundation
import TestSupport

/// The paths in system calls that strace(1) recorded.
struct StraceLog {
  struct Call {
    /// The absolute path that the call names, as the program spelled it.
    let path: String
    let hasFailed: Bool
  }

  /// The ID of the process: its first thread makes the first call.
  let process: String
  let calls: [Call]

  /// The command that records calls of a program in a file. The program follows.
  ///
  /// - Parameter calls: The names of the calls; `?` before those that some architectures lack.
  static func command(recording calls: String, in file: URL) -> [String] {
    // -y prints the path of each descriptor, to which the path of the call may be relative.
    ["strace", "-f", "-y", "-qq", "-e", "trace=\(calls)", "-o", file.path]
  }

  init(contentsOf file: URL) throws {
    // openat(AT_FDCWD</tmp>, "name", …, openat(3</proc>, "name", … or open("name", …
    let pattern = /\((?:[^"<]*(?:<([^>]*)>)?, )?"([^"]*)"/
    // A program may pass bytes that are not valid UTF-8.
    let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    process = String(lines.first?.prefix { $0 != " " } ?? "")
    calls = lines.compactMap { line in
      guard let (_, folder, name) = line.firstMatch(of: pattern)?.output else { return nil }
      let path = name.hasPrefix("/") ? String(name) : "\(folder ?? "?")/\(name)"
      return Call(path: path, hasFailed: line.contains(" = -1 "))
    }
  }
}
