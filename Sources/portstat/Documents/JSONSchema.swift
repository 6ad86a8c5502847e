import SocketInspector

/// The JSON Schema (draft 2020-12) of `--json`, made from the column table.
enum JSONSchema {
  static func text() -> String {
    let columns = SocketColumns.data
    let properties = columns.map { "        \"\($0.key)\": \(property($0))" }
      .joined(separator: ",\n")
    let sources = RowSource.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let required = columns.map { "\"\($0.key)\"" }.joined(separator: ", ")
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "portstat --json",
        "type": "object",
        "required": ["schema", "time", "host", "source", "complete", "unreadable_processes", "sockets"],
        "properties": {
          "schema": {"const": \(JSONRenderer.schema), "description": "the number of this form of output"},
          "time": {"type": "string", "format": "date-time", "description": "when the reading began, in UTC"},
          "host": {"type": ["string", "null"], "description": "the name of the machine"},
          "source": {"enum": [\(sources)], "description": "where the rows come from"},
          "complete": {"type": "boolean", "description": "whether nothing that was asked for is missing"},
          "unreadable_processes": {"type": "integer", "minimum": 0, "description": "how many processes could not be read"},
          "sockets": {"type": "array", "items": {"$ref": "#/$defs/socket"}}
        },
        "$defs": {
          "socket": {
            "type": "object",
            "required": [\(required)],
            "properties": {
      \(properties)
            }
          },
          "process": {
            "type": "object",
            "required": ["pid", "name", "fds", "executable", "command", "uid", "user", "started"],
            "properties": {
              "pid": {"type": "integer", "minimum": 1},
              "name": {"type": ["string", "null"]},
              "fds": {"type": "array", "items": {"type": "integer", "minimum": 0}},
              "executable": {"type": ["string", "null"]},
              "command": {"type": ["array", "null"], "items": {"type": "string"}, "description": "the arguments, the program's name first; whole arguments, as many as fit into 128 KiB"},
              "command_truncated": {"const": true, "description": "present only if command lacks arguments, because the command line is longer than 128 KiB"},
              "uid": {"type": ["integer", "null"], "minimum": 0},
              "user": {"type": ["string", "null"]},
              "started": {"type": ["string", "null"], "format": "date-time"}
            }
          }
        }
      }

      """
  }

  private static func property(_ column: Column) -> String {
    var parts: [String] = []
    let quoted = column.choices.map { "\"\($0)\"" } + (column.nullWhen == nil ? [] : ["null"])
    let type =
      column.nullWhen == nil
      ? "\"\(column.kind.rawValue)\"" : "[\"\(column.kind.rawValue)\", \"null\"]"
    if column.choices.isEmpty {
      parts.append("\"type\": \(type)")
    } else {
      parts.append("\"enum\": [\(quoted.joined(separator: ", "))]")
    }
    switch column.kind {
    case .integer, .number: parts.append("\"minimum\": 0")
    case .array where column.key == "processes":
      parts.append("\"items\": {\"$ref\": \"#/$defs/process\"}")
    case .array: parts.append("\"items\": {\"type\": \"integer\", \"minimum\": 1}")
    case .string, .boolean: break
    }
    if column.key.hasSuffix("_port") { parts.append("\"maximum\": 65535") }
    parts.append("\"description\": \"\(column.summary)\"")
    return "{\(parts.joined(separator: ", "))}"
  }
}
