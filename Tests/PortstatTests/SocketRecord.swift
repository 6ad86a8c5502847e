import Foundation
import TestSupport

/// What `--json` prints.
struct SocketDocument: Decodable {
  let complete: Bool
  let sockets: [SocketRecord]
}

/// A line of `--watch --jsonl`.
struct SocketEvent: Decodable {
  let event: String
  let time: String
  let socket: SocketRecord
}

/// A socket as the program's JSON tells it.
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

  /// Every descriptor of the socket, as `PID/FD`.
  var descriptors: Set<String> {
    Set(processes.flatMap { owner in owner.fds.map { "\(owner.pid)/\($0)" } })
  }

  /// Reads one of the program's JSON values.
  static func decode<Value: Decodable>(_ text: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: text)
  }

  /// Reads what `--jsonl` prints.
  static func records(_ lines: Data) throws -> [SocketRecord] {
    try lines.split(separator: UInt8(ascii: "\n")).map(decode)
  }

  /// What the program finds.
  static func records(_ arguments: [String]) throws -> [SocketRecord] {
    try records(try Program.portstat.run(["--jsonl"] + arguments).output)
  }
}
