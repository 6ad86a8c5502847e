/// A text that portstat can print instead of sockets.
enum Document: Hashable, Sendable {
  case help
  case version
  case jsonSchema
  case generated(GeneratedDocument)
}
