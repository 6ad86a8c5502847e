/// The numbers in files of a proc tree (proc(5)).
extension Span<UInt8> {
  /// Field 22 of `/proc/PID/stat`: the start of the process in USER_HZ ticks since the machine's.
  /// The name in field 2 may hold anything, so the fields are counted from the last `)`.
  var startTicks: UInt64? {
    guard var position = lastIndex(of: UInt8(ascii: ")")) else { return nil }
    position += 1
    for _ in 3..<22 where !skipField(&position) { return nil }
    skipBlanks(&position)
    return decimal(&position)
  }

  /// The second number behind `Uid:` in `/proc/PID/status`. The name in the first line cannot
  /// forge it: the kernel writes its newlines as `\n`.
  var effectiveUserID: UInt32? {
    guard var position = end(ofLineStart: "\nUid:\t"), decimal(&position) != nil,
      skip(UInt8(ascii: "\t"), &position)
    else { return nil }
    return decimal32(&position)
  }

  /// `btime` of `/proc/stat`: the start of the machine in seconds since 1970.
  var bootTime: Int64? {
    guard var position = end(ofLineStart: "\nbtime ") else { return nil }
    return decimal(&position).flatMap { Int64(exactly: $0) }
  }

  /// The first two numbers of `/proc/sys/kernel/osrelease`: `6.17.0-rc1` gives 6 and 17.
  var kernelRelease: (major: UInt64, minor: UInt64)? {
    var position = 0
    guard let major = decimal(&position), skip(UInt8(ascii: "."), &position),
      let minor = decimal(&position)
    else { return nil }
    return (major, minor)
  }

  /// The two ports of `/proc/sys/net/ipv4/ip_local_port_range`, with a TAB between.
  var portRange: ClosedRange<UInt16>? {
    var position = 0
    guard let first = decimal(&position).flatMap(UInt16.init(exactly:)),
      skip(UInt8(ascii: "\t"), &position),
      let last = decimal(&position).flatMap(UInt16.init(exactly:)), first <= last
    else { return nil }
    return first...last
  }

  private func lastIndex(of byte: UInt8) -> Int? {
    var index = count - 1
    while index >= 0, self[index] != byte { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// Where the first occurrence of `text` ends.
  private func end(ofLineStart text: String) -> Int? {
    var start = 0
    while start < count {
      var position = start
      if text.utf8.allSatisfy({ skip($0, &position) }) { return position }
      start += 1
    }
    return nil
  }
}
