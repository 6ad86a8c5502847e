/// A text that portstat prints instead of sockets.
enum Document: Hashable, Sendable {
  case help
  case version
  case jsonSchema
  case generated(GeneratedDocument)
}
