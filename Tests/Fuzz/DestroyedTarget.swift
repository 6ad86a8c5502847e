import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// A notification about a destroyed socket, without the head of the netlink message.
  static let destroyed = FuzzTarget(name: "destroyed") { message in
    let socket = DestroyedSocket(message.span)
    let attributes = message.count < 72 ? nil : naiveAttributes(Array(message.dropFirst(72)))
    let number = attributes?.last { $0.type == 10 && !$0.value.isEmpty }?.value[0]
    guard let attributes, [2, 10].contains(message[0]), message[1] == 7, number ?? 6 == 6,
      message[68..<72].allSatisfy({ $0 == 0 })
    else { return require(socket == nil, is: true, "refusal") }
    guard let socket else { return require(false, "accepted") }
    require(
      [socket.local.description, socket.remote.description],
      is: [naiveEnd(message, 8, 4), naiveEnd(message, 24, 6)], "ends")
    let cookie = message[44..<52].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    require(socket.cookie, is: cookie, "cookie")
    let info = attributes.last { $0.type == 2 }?.value
    let hasPort = message[6] != 0 || message[7] != 0
    let space = info.flatMap { $0.count >= 100 ? $0[96..<100].contains { $0 != 0 } : nil }
    let kind: DestroyedSocket.Kind =
      !(space ?? hasPort) ? .unconnected : hasPort ? .connection : .aborted
    require(socket.kind, is: kind, "kind")
    require(socket.info == nil, is: kind != .connection || info == nil, "info")
  } seeds: {
    [
      RecordedMessage.destroyed, Array(RecordedMessage.destroyed.prefix(80)),
      RecordedMessage.destroyed.enumerated().map { (6...7).contains($0.offset) ? 0 : $0.element },
    ]
  }
}
