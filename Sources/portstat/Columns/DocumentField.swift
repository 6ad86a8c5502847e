import SocketInspector

/// A key of the JSON document that contains the sockets.
struct DocumentField: Sendable {
  let key: String
  /// The members of the JSON Schema of the value, without the description.
  let constraints: String
  /// The description for the manual and the JSON Schema, without a period.
  let summary: String
  /// Whether only the documents of some queries have the key.
  let isOptional: Bool
  /// nil if the document does not have the key.
  let value: @Sendable (Snapshot) -> Value?

  init(
    _ key: String, _ constraints: String, isOptional: Bool = false, _ summary: String,
    _ value: @escaping @Sendable (Snapshot) -> Value?
  ) {
    self.isOptional = isOptional
    self.key = key
    self.constraints = constraints
    self.summary = summary
    self.value = value
  }
}
