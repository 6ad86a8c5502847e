import SocketInspector

/// The text of the details page, which shows everything that is known about one socket.
struct DetailsPage {
  private let socket: Socket
  private let names: Names

  /// - Parameter isNumeric: Whether to leave out the names of services and users.
  init(_ socket: Socket, isNumeric: Bool) {
    self.socket = socket
    names = Names(isNumeric: isNumeric, .all) {
      [socket.userID].compactMap { $0 } + socket.owners.compactMap(\.process.userID)
    }
  }

  /// The lines. They may be wider than the screen.
  var lines: [String] {
    let context = RenderContext(names)
    var lines = SocketColumns.data.filter { $0.kind != .array(of: .process) }.map { column in
      Self.entry("  ", column.key, 18, Self.text(column.value(socket, context)))
    }
    if let state = socket.state { lines += ["", "  \(state.label): \(state.explanation)"] }
    if let ownership = socket.ownership {
      lines += ["", "  \(ownership.rawValue): \(ownership.explanation)"]
    }
    for owner in socket.owners { lines += [""] + self.lines(on: owner) }
    return lines
  }

  private func lines(on owner: Owner) -> [String] {
    let name = Self.text(ProcessColumns.program.value(owner, names))
    return ["  process \(owner.pid)  \(name)"]
      + ProcessColumns.details.map { column in
        let text = Self.text(column.text(owner, names), separator: column.separator)
        return Self.entry("    ", column.title ?? column.key, 12, text)
      }
  }

  /// A line with a name, padded to a width, and its value.
  private static func entry(
    _ indent: String, _ name: String, _ width: Int, _ text: String
  ) -> String {
    indent + name + String(repeating: " ", count: max(width - name.count, 1)) + text
  }

  private static func text(_ value: Value, separator: String = ",") -> String {
    let writer = TextFormatter(
      showsFirstOwnerOnly: false, placeholder: "-", separator: separator)
    var text: [UInt8] = []
    writer.append(value, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
