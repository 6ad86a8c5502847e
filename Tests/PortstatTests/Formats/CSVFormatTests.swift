import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct CSVFormatTests {
  /// An unquoted comma or quotation mark in a name would shift all cells after it.
  @Test func cellsAreQuotedIfNecessary() throws {
    let rows = try SampleRows(
      ["a", "b", "c"],
      [
        [.text(Array("x,y".utf8)), .text(Array("say \"hi\"".utf8)), .word("plain")],
        [.null, .numbers([7, 8]), .numbers([])], [.text(Array("\"".utf8)), .boolean(true), .null],
      ])
    #expect(
      try CSVFormat(FormatOptions(columns: rows.columns)).text(rows.records)
        == [
          "a,b,c", #""x,y","say ""hi""",plain"#, #",7;8,"#, #""""",true,"#, "",
        ].joined(separator: "\r\n"))
  }

  /// `-H` omits the heading, and a stream has two additional columns: a script would read the wrong
  /// ones.
  @Test func theHeadingNamesEveryColumn() throws {
    let rows = try SampleRows(["a", "b"], [[.integer(1), .integer(2)]])
    let stream = FormatOptions(columns: rows.columns, isStream: true)
    #expect(
      try CSVFormat(stream).text(rows.events(.changed))
        == "time,event,a,b\r\n2026-11-27T10:02:03.045Z,changed,1,2\r\n")
    let plain = FormatOptions(columns: rows.columns, showsHeader: false)
    #expect(try CSVFormat(plain).text(rows.records) == "1,2\r\n")
  }

  /// Scripts split a cell at `;`. Names may contain anything, also what separates owners.
  @Test func ownersAreSeparatedBySemicolons() throws {
    let tree = try ProcTree(tcp: [
      .listener("0.0.0.0:1", inode: 1), .listener("0.0.0.0:2", inode: 2),
    ])
    try tree.addProcess(7, name: #"a,b;\c"#, sockets: [3: 1, 4: 1])
    try tree.addProcess(8, name: "d\u{1b};", sockets: [5: 1])
    let columns = try ColumnParser.choice("pid,fd,process,ownership").columns([])
    let snapshot = try Snapshot.capture(Query(procPath: tree.path))
    let records = Records(snapshot, columns, sortedBy: [], SampleRows.names)
    let options = FormatOptions(columns: columns, showsHeader: false)
    #expect(
      try CSVFormat(options).text(records)
        == #"7;8,"3,4;5","a,b\x3b\x5cc;d\x1b\x3b",known"# + "\r\n,,,unowned\r\n")
  }

  /// Spreadsheets and awk cannot read objects: by default no cell contains JSON.
  @Test func theDefaultColumnsContainNoObjects() {
    let keys = SocketColumns.csv.map(\.key)
    #expect(!keys.contains("processes"))
    #expect(keys.suffix(9).prefix(4) == ["pid", "process", "fd", "owners_complete"])
    #expect(
      keys.filter { !["pid", "process", "fd"].contains($0) }
        == SocketColumns.data.map(\.key).filter { $0 != "processes" })
  }
}
