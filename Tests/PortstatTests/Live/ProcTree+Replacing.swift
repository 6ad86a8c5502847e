import Foundation
import TestSupport

extension ProcTree {
  /// Replaces the TCP table atomically, so that an update never reads half of one.
  func replaceTCP(with rows: [KernelRow]) throws {
    try writeTable("tcp", rows, in: "new")
    guard rename("\(path)/new/tcp", "\(path)/self/net/tcp") == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }
}
