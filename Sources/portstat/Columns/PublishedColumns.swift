import SocketInspector

/// The column about the container for which a port is published.
enum PublishedColumns {
  static let all: [Column] = [
    Column(
      "published_to", "Published To", as: .object, mayOverflow: true, requires: .publishedPorts,
      """
      for a listening socket whose port is published for a container, where connections go: an object \
      with address, port, forwarder (the program that forwards them, or nftables), conditions (those of \
      the rule of nftables), and pid, process, container and netns of the socket that listens there; the \
      table shows 172.17.0.2:80 nginx (web)
      """,
      null: "for other sockets, or if nothing shows where connections go"
    ) { socket, _ in socket.publishedTo.map(Value.published) ?? .null }
  ]

  /// The text for the table and CSV: the end, the name of the process, and the container.
  static func text(_ target: PublishedTarget) -> [UInt8] {
    var text: [UInt8] = []
    if let end = target.end {
      end.append(to: &text)
    } else {
      text += Array("*:\(target.port)".utf8)
    }
    if let name = process(target) { text += Array(" ".utf8) + name }
    if let container = container(target) {
      text += Array(" (".utf8) + container + Array(")".utf8)
    }
    return text
  }

  /// The keys and values in JSON.
  static func members(_ target: PublishedTarget) -> [(key: String, value: Value)] {
    [
      ("address", .address(target.address)), ("port", .integer(target.port)),
      ("forwarder", .text(Array(target.forwarder.utf8))),
      ("conditions", .texts(target.conditions.map { Array($0.utf8) })),
      ("pid", .integer(target.listener?.namedOwner?.pid)), ("process", .text(process(target))),
      ("container", .text(container(target))),
      ("netns", .text(target.listener?.namespace?.label.map { Array($0.utf8) })),
    ]
  }

  private static func process(_ target: PublishedTarget) -> [UInt8]? {
    let process = target.listener?.namedOwner?.process
    return process?.programNameBytes ?? process?.nameBytes
  }

  private static func container(_ target: PublishedTarget) -> [UInt8]? {
    target.container?.labelBytes
  }
}
