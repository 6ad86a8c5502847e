/// The first two numbers of a Linux version. Tuples are compared with `<`.
typealias KernelRelease = (major: UInt64, minor: UInt64)

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

  /// Bit `PF_KTHREAD` of the flags, field 9 of `/proc/PID/stat`: whether the process is a thread of the
  /// kernel (`include/linux/sched.h`).
  var isKernelThread: Bool {
    guard var position = lastIndex(of: UInt8(ascii: ")")) else { return false }
    position += 1
    for _ in 3..<9 where !skipField(&position) { return false }
    skipBlanks(&position)
    return decimal(&position).map { $0 & 0x20_0000 != 0 } ?? false
  }

  /// Field 2 of `/proc/PID/stat`: the name, in parentheses. Any bytes.
  var statName: [UInt8]? {
    guard let end = lastIndex(of: UInt8(ascii: ")")) else { return nil }
    var start = 0
    while start < end, self[start] != UInt8(ascii: "(") { start += 1 }
    return start < end ? (start + 1..<end).map { self[$0] } : nil
  }

  /// Field 4 of `/proc/PID/stat`: the parent; 0 for a process whose parent is outside its PID
  /// namespace.
  var parentPID: Int32? {
    guard var position = lastIndex(of: UInt8(ascii: ")")) else { return nil }
    position += 1
    guard skipField(&position) else { return nil }
    skipBlanks(&position)
    return decimal(&position).flatMap { Int32(exactly: $0) }
  }

  /// The path in `/proc/PID/cgroup` (cgroups(7)). A process is in one group of each hierarchy, of which this is
  /// the first that names a container, else the first but for roots, else a root. The unified hierarchy comes first
  /// (`0::/path`), then that of systemd (`1:name=systemd:/path`); others count only if they name a container.
  var controlGroup: [UInt8]? {
    let root = [UInt8(ascii: "/")]
    var (unified, named): ([UInt8]?, [UInt8]?)
    var others: [[UInt8]] = []
    for line in copy.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(
        separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      // The mark of a group that was removed, while a process in it has not been waited for.
      let path = Array(parts[2]).withoutDeletedMark
      if parts[1].isEmpty {
        unified = unified ?? path
      } else if parts[1].elementsEqual("name=systemd".utf8) {
        named = named ?? path
      } else {
        others.append(path)
      }
    }
    let main = [unified, named].compactMap(\.self)
    if main.count == 1, others.isEmpty { return main[0] }
    return (main + others).first { ControlGroupPath($0).container != nil }
      ?? main.first { $0 != root } ?? main.first
  }

  /// The bytes, for algorithms that a span lacks.
  var copy: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in 0..<count { bytes.append(self[index]) }
    return bytes
  }

  /// The second number after `Uid:` in `/proc/PID/status`. The name in the first line cannot
  /// forge it: the kernel writes its newlines as `\n`.
  var effectiveUserID: UInt32? {
    guard var position = end(of: "\nUid:\t"), decimal(&position) != nil,
      skip(UInt8(ascii: "\t"), &position)
    else { return nil }
    return decimal32(&position)
  }

  /// `btime` of `/proc/stat`: the start of the machine in seconds since 1970.
  var bootTime: Int64? {
    guard var position = end(of: "\nbtime ") else { return nil }
    return decimal(&position).flatMap { Int64(exactly: $0) }
  }

  /// The first two numbers of `/proc/sys/kernel/osrelease`: `6.17.0-rc1` gives 6 and 17.
  var kernelRelease: KernelRelease? {
    var position = 0
    guard let major = decimal(&position), skip(UInt8(ascii: "."), &position),
      let minor = decimal(&position)
    else { return nil }
    return (major, minor)
  }

  /// How many sockets `/proc/self/net/sockstat` counts: those of programs, whatever they are for, and
  /// what is left of TCP connections in TIME_WAIT.
  var socketCount: UInt64? {
    guard var used = end(of: "sockets: used "), var waiting = end(of: " tw "),
      let used = decimal(&used), let waiting = decimal(&waiting)
    else { return nil }
    let (count, overflow) = used.addingReportingOverflow(waiting)
    return overflow ? nil : count
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

  /// Whether `CapEff` of `/proc/self/status` has CAP_SYS_PTRACE, bit 19.
  var mayTraceOthers: Bool { hasCapability(19) }

  /// Whether `CapEff` of `/proc/self/status` has CAP_DAC_OVERRIDE, bit 1, or CAP_DAC_READ_SEARCH, bit 2.
  var mayListOthers: Bool { hasCapability(1) || hasCapability(2) }

  private func hasCapability(_ bit: UInt64) -> Bool {
    guard var position = end(of: "\nCapEff:\t"),
      let capabilities = hexadecimal(digits: 16...16, &position)
    else { return false }
    return capabilities >> bit & 1 == 1
  }

  private func lastIndex(of byte: UInt8) -> Int? {
    var index = count - 1
    while index >= 0, self[index] != byte { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// Where the first occurrence of `text` ends.
  private func end(of text: String) -> Int? {
    var start = 0
    while start < count {
      var position = start
      if text.utf8.allSatisfy({ skip($0, &position) }) { return position }
      start += 1
    }
    return nil
  }
}
