import SocketInspector

/// A member of the JSON document around the sockets.
struct DocumentField: Sendable {
  let key: String
  /// Its JSON Schema.
  let schema: String
  /// What the manual adds to the key; nil if it says enough.
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
