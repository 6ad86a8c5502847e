import SocketInspector

/// The JSON Schema (draft 2020-12) of `--json`, generated from the tables of columns and fields.
enum JSONSchema {
  static func text() -> String {
    let document =
      DocumentFields.all.map {
        ($0.key, "{\($0.constraints), \"description\": \"\($0.summary)\"}")
      } + [
        (DocumentFields.sockets, ##"{"type": "array", "items": {"$ref": "#/$defs/socket"}}"##),
        (DocumentFields.counts, ##"{"type": "array", "items": {"$ref": "#/$defs/count"}}"##),
      ]
    let required = DocumentFields.all.filter { !$0.isOptional }.map(\.key)
    let records = [DocumentFields.sockets, DocumentFields.counts].map {
      "{\"required\": [\(quoted([$0]))]}"
    }
    let process = ProcessColumns.all.map { ($0.key, schema($0)) }
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "portstat --json",
        "type": "object",
        "required": [\(quoted(required))],
        "oneOf": [\(records.joined(separator: ", "))],
        "properties": {
      \(properties(document, indent: 4))
        },
        "$defs": {
          "socket": {
            "type": "object",
            "required": [\(quoted(SocketColumns.data.map(\.key)))],
            "properties": {
      \(properties(SocketColumns.data.map { ($0.key, schema($0)) }, indent: 8))
            }
          },
          "count": {
            "type": "object",
            "required": ["count"],
            "properties": {
      \(properties([(CountRequest.count.key, schema(CountRequest.count))], indent: 8))
            }
          },
          "process": {
            "type": "object",
            "required": [\(quoted(ProcessColumns.all.filter { !$0.isOptional }.map(\.key)))],
            "properties": {
      \(properties(process, indent: 8))
            }
          }
        }
      }

      """
  }

  private static func quoted(_ words: [String]) -> String {
    words.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  private static func properties(_ members: [(String, String)], indent: Int) -> String {
    members.map { "\(String(repeating: " ", count: indent))\"\($0)\": \($1)" }
      .joined(separator: ",\n")
  }

  private static func type(_ name: String, isNullable: Bool) -> String {
    "\"type\": \(isNullable ? "[\"\(name)\", \"null\"]" : "\"\(name)\"")"
  }

  private static func schema(_ column: ProcessColumn) -> String {
    let type = column.type.map { self.type($0, isNullable: column.isNullable) }
    return "{\([type, column.constraints].compactMap(\.self).joined(separator: ", "))}"
  }

  private static func schema(_ column: Column) -> String {
    let isNullable = column.nullWhen != nil
    var parts: [String] = []
    if column.choices.isEmpty {
      parts.append(type(column.kind.name, isNullable: isNullable))
    } else {
      parts.append("\"enum\": [\(quoted(column.choices))\(isNullable ? ", null" : "")]")
    }
    switch column.kind {
    case .integer, .number: parts.append("\"minimum\": 0")
    case .port: parts.append("\"minimum\": 0, \"maximum\": 65535")
    case .array(of: .number): parts.append("\"items\": {\"type\": \"integer\", \"minimum\": 1}")
    case .array(of: .ancestor):
      parts.append("\"items\": {\"type\": \"object\", \"required\": [\"pid\", \"name\"]}")
    case .array(of: .process): parts.append("\"items\": {\"$ref\": \"#/$defs/process\"}")
    case .array(of: .name), .string, .boolean, .object: break
    }
    parts.append("\"description\": \"\(column.summary)\"")
    return "{\(parts.joined(separator: ", "))}"
  }
}
