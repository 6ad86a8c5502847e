import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// `/proc/PID/stat`: the input is the whole file, and the name of the process in a valid file.
  static let stat = FuzzTarget(name: "stat") { input in
    require(input.span.startTicks, is: naiveStartTicks(input), "start")
    let file =
      Array("4711 (".utf8) + input + Array(") S 1 2 3 4 5 6 7 8 9 10 11 12".utf8)
      + Array(" 13 14 15 16 17 18 4771289 20 21\n".utf8)
    require(file.span.startTicks, is: 4_771_289, "start after a name")
  } seeds: {
    try Fixtures.files(named: "stat") + Fixtures.files(named: "comm")
  }

  private static func naiveStartTicks(_ file: [UInt8]) -> UInt64? {
    let parts = file.split(separator: UInt8(ascii: ")"), omittingEmptySubsequences: false)
    guard parts.count > 1, let rest = parts.last else { return nil }
    let fields = rest.split(separator: UInt8(ascii: " "))
    return fields.count > 19 ? fields[19].leadingNumber : nil
  }
}
