import SocketInspector

/// A name in the Proto column for sockets that take both IPv6 and IPv4: `tcp46` or `udp46`.
struct DualStackName {
  /// In lower case.
  let text: String
  private let table: SocketTable.ID

  /// - Returns: nil for another word.
  init?(_ word: String) {
    let text = word.lowercased()
    guard text.hasSuffix("46"), let table = SocketTable.ID(rawValue: String(text.dropLast(2)))
    else {
      return nil
    }
    self.text = text
    self.table = table
  }

  var meaning: String {
    "the table shows it for \(table.rawValue) sockets on [::] that also take IPv4"
  }

  /// The option for the IPv6 sockets of the protocol.
  var option: String { "-\(table.rawValue.prefix(1))6" }
}
