import SocketInspector

/// A key of the JSON document that contains the sockets.
struct DocumentField: Sendable {
  let key: String
  /// The JSON Schema of the value.
  let schema: String
  /// The explanation in the manual; nil if the key needs none.
  let note: String?
  let value: @Sendable (Snapshot) -> Value

  init(
    _ key: String, schema: String, note: String? = nil,
    _ value: @escaping @Sendable (Snapshot) -> Value
  ) {
    self.key = key
    self.schema = schema
    self.note = note
    self.value = value
  }
}
