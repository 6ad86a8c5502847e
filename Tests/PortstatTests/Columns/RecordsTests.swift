import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct RecordsTests {
  private func snapshot(_ tree: String = "every-state") throws -> Snapshot {
    try Snapshot.capture(Query(procPath: Fixtures.path(tree)))
  }

  private func values(_ records: Records, _ column: Int, forTable: Bool = false) -> [String] {
    (0..<records.count).map { index in
      let record = records.record(at: index, forTable: forTable)
      var text: [UInt8] = []
      TextFormatter(showsFirstOwnerOnly: false, placeholder: "-").append(record[column], to: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// A record must show the row that it was moved to, not the one before.
  @Test func aMovedRecordShowsItsNewRow() throws {
    let columns = try ColumnParser.choice("local_port,state").columns([])
    let records = Records(try snapshot(), columns, sortedBy: [], SampleRows.names)
    var record = records.record(at: 0)
    #expect(records.count > 5)
    for (index, port) in values(records, 0).enumerated() {
      record.move(to: index)
      #expect(record[0] == .integer(UInt64(port)) && record.event == nil)
    }
  }

  /// `--sort` must apply to every format.
  @Test func recordsComeInTheOrderOfTheKeys() throws {
    let columns = try ColumnParser.choice("local_port").columns([])
    let sorted = Records(
      try snapshot(), columns, sortedBy: try ColumnParser.sortKeys("local_port:desc"),
      SampleRows.names)
    let numbers = values(sorted, 0).compactMap(Int.init)
    #expect(numbers.count == sorted.count && sorted.count > 5)
    #expect(numbers == numbers.sorted(by: >))
  }

  /// Scripts must get plain data, and people what the table shows.
  @Test func valuesDifferForPeopleAndPrograms() throws {
    let columns = try ColumnParser.choice("remote,protocol").columns([])
    let records = Records(try snapshot("web-server"), columns, sortedBy: [], SampleRows.names)
    let listener = try #require(values(records, 0).firstIndex(of: "-"))
    #expect(values(records, 0, forTable: true)[listener] == "*:*")
    #expect(values(records, 1, forTable: true).contains("tcp6"))
    #expect(Set(values(records, 1)) == ["tcp", "udp"])
  }

  /// Colors distinguish states, so each must be in the column that it belongs to, wherever that is.
  @Test func stylesBelongToColumns() throws {
    let columns = try ColumnParser.choice("local_port,state,process").columns([])
    let snapshot = try snapshot()
    let records = Records(snapshot, columns, sortedBy: [], SampleRows.names)
    #expect(records.count > 5)
    for (index, socket) in snapshot.sockets.enumerated() {
      let record = records.record(at: index, forTable: true, isColored: true)
      #expect(record.style(0) == .plain)
      #expect(record.style(1) == Style(ofState: socket.socket))
      #expect(record.style(2) == Style(of: socket.ownership))
      #expect(records.record(at: index).style(1) == nil)
    }
  }

  /// An event without its kind or time would be useless.
  @Test func eventsHaveAKindAndATime() throws {
    let records = try SampleRows(["a"], [[.null]]).events(.closed)
    let event = try #require(records.record(at: 0).event)
    #expect(event.kind == .closed && event.time.milliseconds == 45)
  }
}
