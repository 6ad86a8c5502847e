import Foundation
import TestSupport
import Testing

@testable import portstat

@Suite struct JSONSchemaTests {
  private static let hasValidator =
    (try? Program.find("python3")?.run("-c", "import jsonschema").status == 0) ?? false

  /// Users who validate portstat's output against its own schema must not get errors.
  @Test(
    .enabled(if: hasValidator, "python3 with jsonschema is not installed"),
    arguments: Fixtures.names)
  func realOutputValidates(tree: String) throws {
    let folder = try TemporaryDirectory()
    let schema = try folder.write(try Program.portstat.run("--json-schema").output, to: "schema")
    let json = try folder.write(
      try Program.portstat.run("--json", "--proc", Fixtures.path(tree)).output, to: "json")
    let check = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1])); document = json.load(open(sys.argv[2]))
      jsonschema.Draft202012Validator.check_schema(schema)
      jsonschema.Draft202012Validator(schema).validate(document)
      """
    let run = try Program.installed("python3").run("-c", check, schema.path, json.path)
    #expect(run.status == 0, "\(run.errorText)")
  }

  private struct Schema: Decodable {
    struct Definition: Decodable {
      let required: [String]?
    }

    let definitions: [String: Definition]

    enum CodingKeys: String, CodingKey {
      case definitions = "$defs"
    }
  }

  /// The schema must be valid JSON and require every key.
  @Test func schemaHasEveryKey() throws {
    let schema: Schema = try SocketRecord.decode(Data(JSONSchema.text().utf8))
    #expect(schema.definitions["socket"]?.required == SocketColumns.data.map(\.key))
  }
}
