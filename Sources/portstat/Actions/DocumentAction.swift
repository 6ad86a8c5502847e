import SocketInspector

/// Prints a document, such as the help or the manual.
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
