import SocketInspector

/// A property of a process that owns a socket: a key of the process object in JSON.
struct ProcessColumn: Sendable {
  let key: String
  /// The label in the live view; nil if the live view does not show the property.
  let title: String?
  /// The separator between the elements of a list in the live view.
  let separator: String
  /// The `type` in JSON Schema; nil for a constant.
  let type: String?
  /// Whether the value is null if it cannot be read.
  let isNullable: Bool
  /// Whether the key is absent if there is no value.
  let isOptional: Bool
  /// The members of the JSON Schema after `type`.
  let constraints: String?
  /// The description for the manual, in whole sentences.
  let summary: String
  /// Whether the value is the list of descriptors, which JSON writes without making an array.
  let isDescriptorList: Bool
  let value: @Sendable (Owner, Names) -> Value
  /// The value that the live view shows, if it differs from ``value``; otherwise the same.
  let text: @Sendable (Owner, Names) -> Value

  init(
    _ key: String, title: String? = nil, separator: String = ",", as type: String? = "string",
    isNullable: Bool = true, isOptional: Bool = false, constraints: String? = nil,
    isDescriptorList: Bool = false, _ summary: String,
    text: (@Sendable (Owner, Names) -> Value)? = nil,
    _ value: @escaping @Sendable (Owner, Names) -> Value
  ) {
    self.key = key
    self.title = title
    self.separator = separator
    self.type = type
    self.isNullable = isNullable
    self.isOptional = isOptional
    self.constraints = constraints
    self.isDescriptorList = isDescriptorList
    self.summary = summary
    self.value = value
    self.text = text ?? value
  }
}
