import SocketInspector
import Testing

@testable import portstat

@Suite struct JSONFormatTests {
  private func rows() throws -> MadeRows {
    try MadeRows(
      ["a", "b"],
      [
        [.integer(1), .text(Array("x\"\n".utf8))], [.null, .texts([Array("y".utf8), []])],
        [.decimal(150, places: 2), .numbers([7, 8])],
      ])
  }

  private let lines = """
    {"a":1,"b":"x\\"\\u000a"}
    {"a":null,"b":["y",""]}
    {"a":1.5,"b":[7,8]}

    """

  /// A program that reads a line at a time gets one object each.
  @Test func linesAreOneObjectEach() throws {
    let rows = try rows()
    #expect(
      try JSONFormat(FormatOptions(columns: rows.columns), isLines: true).text(rows.records)
        == lines)
  }

  /// A document is one value, whose array has the same objects.
  @Test func aDocumentHasTheRecordsInAnArray() throws {
    let rows = try rows()
    let options = FormatOptions(
      columns: rows.columns,
      document: [("schema", .integer(1)), ("complete", .boolean(true)), ("host", .null)])
    let objects = lines.split(separator: "\n").joined(separator: ",\n")
    #expect(
      try JSONFormat(options, isLines: false).text(rows.records)
        == "{\"schema\":1,\"complete\":true,\"host\":null,\"sockets\":[\n\(objects)\n]}\n")
    let none = try MadeRows(["a"], [])
    #expect(
      try JSONFormat(FormatOptions(columns: none.columns), isLines: false).text(none.records)
        == "{\"sockets\":[]}\n")
  }

  /// An event says what happened and when, around what a listing says.
  @Test func anEventIsAnObjectAroundTheSocket() throws {
    let rows = try MadeRows(["a"], [[.boolean(false)]])
    let options = FormatOptions(columns: rows.columns, isStream: true)
    let time = "2026-11-27T10:02:03.045Z"
    #expect(
      try JSONFormat(options, isLines: true).text(rows.events(.opened), rows.events(.closed)) == """
        {"event":"opened","time":"\(time)","socket":{"a":false}}
        {"event":"closed","time":"\(time)","socket":{"a":false}}

        """)
  }

  /// A moment that no calendar has would make the document invalid.
  @Test func aMomentOutsideTheCalendarIsNull() throws {
    var json: [UInt8] = []
    JSONFormatter.append(.time(Timestamp(seconds: .max), hasMilliseconds: false), to: &json)
    #expect(String(decoding: json, as: UTF8.self) == "null")
  }
}
