import Foundation
import TestSupport
import Testing

/// The document that `--json` prints.
struct SocketDocument: Decodable {
  let complete: Bool
  let sockets: [SocketRecord]
}

/// A line that `--watch --jsonl` prints.
struct SocketEvent: Decodable {
  let event: String
  let time: String
  let socket: SocketRecord
}

/// A socket in portstat's JSON.
struct SocketRecord: Decodable, Hashable {
  struct Owner: Decodable, Hashable {
    let pid: Int32
    let name: String?
    let fds: [Int32]
    let executable: String?
    let command: [String]?
    let uid: UInt32?
    let user: String?
    let started: String?
  }

  let `protocol`: String
  let family: String
  let localAddress: String
  let localPort: UInt16
  let remoteAddress: String?
  let remotePort: UInt16?
  let state: String?
  let direction: String?
  let uid: UInt32?
  let inode: UInt64
  let receiveQueue: UInt32
  let sendQueue: UInt32
  let ownership: String
  let listenerPids: [Int32]
  let processes: [Owner]

  /// All descriptors of the socket, as `PID/FD`.
  var descriptors: Set<String> {
    Set(processes.flatMap { owner in owner.fds.map { "\(owner.pid)/\($0)" } })
  }

  /// Decodes a JSON value that portstat or a test script printed.
  static func decode<Value: Decodable>(_ text: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: text)
  }

  /// Decodes the output of `--jsonl`.
  static func records(_ lines: Data) throws -> [SocketRecord] {
    try lines.split(separator: UInt8(ascii: "\n")).map(decode)
  }

  /// Runs portstat with `--jsonl` and decodes its output.
  static func records(_ arguments: [String]) throws -> [SocketRecord] {
    let run = try Program.portstat.run(["--jsonl"] + arguments)
    try #require(run.status != 2, "\(run.errorText)")
    return try records(run.output)
  }
}
