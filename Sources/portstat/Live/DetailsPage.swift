import SocketInspector

/// The text of the details page: everything that is known about one socket.
struct DetailsPage {
  private let socket: Socket
  private let context: RenderContext
  private let formatter = TextFormatter(namesFirstOwnerOnly: false, placeholder: "-")

  init(_ socket: Socket, _ output: OutputOptions) {
    self.socket = socket
    var output = output
    output.chosenColumns = SocketColumns.data
    context = RenderContext(output) {
      [socket.userID].compactMap { $0 } + socket.owners.compactMap(\.process.userID)
    }
  }

  /// The lines, which may be wider than the screen.
  var lines: [String] {
    var lines = SocketColumns.data.filter { $0.key != "processes" }.map { column in
      let padding = String(repeating: " ", count: max(18 - column.key.count, 1))
      return "  \(column.key)\(padding)\(text(column.value(socket, context)))"
    }
    if let state = socket.state { lines += ["", "  \(state.label): \(state.explanation)"] }
    if let ownership = socket.ownership {
      lines += ["", "  \(ownership.rawValue): \(ownership.explanation)"]
    }
    for owner in socket.owners { lines += [""] + self.lines(on: owner) }
    return lines
  }

  private func lines(on owner: Owner) -> [String] {
    let process = owner.process
    return [
      "  process \(owner.pid)  \(text(process.name.map(Value.text) ?? .null))",
      "    user        \(text(context.userName(process.userID)))",
      "    executable  \(text(process.executable.map(Value.text) ?? .null))",
      "    command     \(command(of: process))",
      "    descriptors \(owner.fds.map(String.init).joined(separator: ", "))",
      "    started     \(process.startTime.map(text) ?? "-")",
    ]
  }

  /// The arguments, with an ellipsis if the command line is too long to be shown whole.
  private func command(of process: ProcessDetails) -> String {
    let arguments = (process.command ?? []).map { text(.text($0)) }
    return (arguments + (process.isCommandTruncated ? ["..."] : [])).joined(separator: " ")
  }

  private func text(_ value: Value) -> String {
    var text: [UInt8] = []
    formatter.append(value, of: socket, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func text(_ startTime: Int64) -> String {
    var text: [UInt8] = []
    TimeText.append(Timestamp(seconds: startTime), milliseconds: false, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}
