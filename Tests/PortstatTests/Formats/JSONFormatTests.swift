import SocketInspector
import Testing

@testable import portstat

@Suite struct JSONFormatTests {
  private func rows() throws -> SampleRows {
    try SampleRows(
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

  /// A program that reads line by line must get one complete object in each.
  @Test func linesAreOneObjectEach() throws {
    let rows = try rows()
    #expect(
      try JSONFormat(FormatOptions(columns: rows.columns), isLines: true).text(rows.records)
        == lines)
  }

  /// The document must be one valid JSON value with the same objects in an array.
  @Test func aDocumentHasTheRecordsInAnArray() throws {
    let rows = try rows()
    let options = FormatOptions(
      columns: rows.columns,
      document: [("schema", .integer(1)), ("complete", .boolean(true)), ("host", .null)])
    let objects = lines.split(separator: "\n").joined(separator: ",\n")
    #expect(
      try JSONFormat(options, isLines: false).text(rows.records)
        == "{\"schema\":1,\"complete\":true,\"host\":null,\"sockets\":[\n\(objects)\n]}\n")
    let none = try SampleRows(["a"], [])
    #expect(
      try JSONFormat(FormatOptions(columns: none.columns), isLines: false).text(none.records)
        == "{\"sockets\":[]}\n")
  }

  /// An event must say what happened and when, and contain the object of a listing.
  @Test func anEventIsAnObjectAroundTheSocket() throws {
    let rows = try SampleRows(["a"], [[.boolean(false)]])
    let options = FormatOptions(columns: rows.columns, isStream: true)
    let time = "2026-11-27T10:02:03.045Z"
    #expect(
      try JSONFormat(options, isLines: true).text(rows.events(.opened), rows.events(.closed)) == """
        {"event":"opened","time":"\(time)","socket":{"a":false}}
        {"event":"closed","time":"\(time)","socket":{"a":false}}

        """)
  }

  /// A time outside the calendar must not make the document invalid.
  @Test func aTimeOutsideTheCalendarIsNull() throws {
    var json: [UInt8] = []
    JSONFormatter.append(.time(Timestamp(seconds: .max), hasMilliseconds: false), to: &json)
    #expect(String(decoding: json, as: UTF8.self) == "null")
  }
}
