import Foundation
import SocketInspector
import TestSupport

@testable import portstat

extension Format {
  /// Everything that the format writes, from beginning to end.
  func text(_ batches: Records...) throws -> String {
    let folder = try TemporaryDirectory()
    let file = folder.url.appendingPathComponent("output")
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    var output = OutputBuffer(StandardStream(descriptor: handle.fileDescriptor))
    var format = self
    format.begin(to: &output)
    for records in batches { try format.append(records, to: &output) }
    format.end(to: &output)
    try output.flush()
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
