import SocketInspector

/// A member of a process object in JSON: what is known of one owner of a socket.
struct ProcessColumn: Sendable {
  let key: String
  /// What the live view calls it; nil if it does not show it.
  let title: String?
  /// What the live view puts between the values of a list.
  let separator: String
  /// The word of JSON Schema; nil for a constant.
  let type: String?
  /// Whether it is null where it cannot be read.
  let isNullable: Bool
  /// Whether it is left out where there is no value.
  let isOptional: Bool
  /// What its JSON Schema says beside the type.
  let constraints: String?
  /// What the manual adds to the key, about an optional one in sentences; nil if it says enough.
  let note: String?
  let value: @Sendable (Owner, Names) -> Value
  /// What the live view shows: mostly the same.
  let text: @Sendable (Owner, Names) -> Value

  init(
    _ key: String, title: String? = nil, separator: String = ",", as type: String? = "string",
    isNullable: Bool = true, isOptional: Bool = false, constraints: String? = nil,
    note: String? = nil, text: (@Sendable (Owner, Names) -> Value)? = nil,
    _ value: @escaping @Sendable (Owner, Names) -> Value
  ) {
    self.key = key
    self.title = title
    self.separator = separator
    self.type = type
    self.isNullable = isNullable
    self.isOptional = isOptional
    self.constraints = constraints
    self.note = note
    self.value = value
    self.text = text ?? value
  }
}
