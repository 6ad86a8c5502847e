import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

@Suite struct TableRendererTests {
  /// A table of more rows than are kept as text at once, or made by several threads: the columns are
  /// as wide, the rows the same in the same order.
  @Test(arguments: ["web-server", "every-state", "hostile-names"])
  func aTableInPartsIsTheSameTable(tree: String) throws {
    let whole = try render(tree, mostRows: 1000, fewestRows: 1000)
    #expect(whole.split(separator: UInt8(ascii: "\n")).count > 5)
    for (most, fewest) in [(1, 1), (2, 1), (5, 2), (5, 1000), (1000, 1), (1000, 3)] {
      #expect(try render(tree, mostRows: most, fewestRows: fewest) == whole)
    }
  }

  private func render(_ tree: String, mostRows: Int, fewestRows: Int) throws -> [UInt8] {
    let settings = try Settings(
      try OptionParser(options: OptionTable.all)
        .parse(["--proc", Fixtures.path(tree), "-W", "--sort=remote,inode"]))
    let report = Report(try Snapshot.capture(settings.query), settings.output)
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("table")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    var output = OutputBuffer(StandardStream(descriptor: handle.fileDescriptor))
    var renderer = TableRenderer(width: nil, isColored: true)
    renderer.mostRows = mostRows
    renderer.fewestRows = fewestRows
    try renderer.render(report, to: &output)
    return [UInt8](try Data(contentsOf: file))
  }
}
