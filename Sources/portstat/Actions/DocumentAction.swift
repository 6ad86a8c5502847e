import SocketInspector

/// Prints a text that has nothing to do with the sockets of this machine: help, version, manual,
/// completions, JSON Schema.
struct DocumentAction: Action {
  private let document: Document

  init(_ document: Document) {
    self.document = document
  }

  consuming func run(_ console: inout Console) throws(SystemError) -> Outcome {
    console.output.append(document.text)
    try console.output.flush()
    return Outcome()
  }
}
