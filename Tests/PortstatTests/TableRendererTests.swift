import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct TableRendererTests {
  /// A table of more rows than are kept as text at once: the columns are as wide, the rows as many.
  @Test(arguments: ["web-server", "every-state", "hostile-names"])
  func aTableInPartsIsTheSameTable(tree: String) throws {
    let whole = try render(tree, mostRows: 1000)
    #expect(whole.split(separator: UInt8(ascii: "\n")).count > 5)
    for mostRows in [1, 2, 5] { #expect(try render(tree, mostRows: mostRows) == whole) }
  }

  private func render(_ tree: String, mostRows: Int) throws -> [UInt8] {
    let invocation = try OptionParser(options: OptionTable.all)
      .parse(["--proc", Fixtures.path(tree), "-W"])
    let report = Report(try Snapshot.capture(invocation.query), invocation.view)
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("table")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    var output = OutputBuffer(StandardOutput(descriptor: handle.fileDescriptor))
    var renderer = TableRenderer(width: nil, isColored: true)
    renderer.mostRows = mostRows
    try renderer.render(report, to: &output)
    return [UInt8](try Data(contentsOf: file))
  }
}
