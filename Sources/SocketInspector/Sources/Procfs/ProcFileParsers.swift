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

  /// Where the unified hierarchy of control groups is mounted, from `/proc/self/mountinfo` (proc(5)).
  var controlGroupMounts: [ControlGroupMount] {
    copy.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count > 6,
        let dash = words[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
        dash + 1 < words.count, words[dash + 1].elementsEqual("cgroup2".utf8)
      else { return nil }
      return ControlGroupMount(
        root: words[3].withoutOctalEscapes, point: words[4].withoutOctalEscapes)
    }
  }

  private var copy: [UInt8] {
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

  /// Whether the proc file system of a device hides the processes of other users: whether its ``hidepid``
  /// is `invisible` or `ptraceable`, which older kernels call 2 and 4.
  ///
  /// - Parameter device: As field 3 shows it: `0:21`.
  /// - Returns: nil if the device is not mounted in this mount namespace.
  func hidesProcesses(ofDevice device: String) -> Bool? {
    hidepid(ofDevice: device).map { $0.span.isHidingProcesses }
  }

  /// Whether a value of `hidepid` hides processes of other users from the listing.
  var isHidingProcesses: Bool {
    ["2", "4", "invisible", "ptraceable"].contains { value in
      var position = 0
      return value.utf8.allSatisfy { skip($0, &position) } && position == count
    }
  }

  /// The value of the super block option `hidepid` of the proc file system of a device in
  /// `/proc/self/mountinfo` (proc(5), proc_show_options in the kernel's `fs/proc/root.c`).
  ///
  /// The device names the file system whatever path leads to it: `/proc/`, a symbolic link, a bind
  /// mount, or a path with a blank, which mountinfo escapes.
  ///
  /// - Parameter device: As field 3 shows it: `0:21`.
  /// - Returns: Empty without the option; nil if the device is not mounted in this mount namespace.
  func hidepid(ofDevice device: String) -> [UInt8]? {
    for line in copy.split(separator: UInt8(ascii: "\n")) {
      // The source may be empty.
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard words.count > 8, words[2].elementsEqual(device.utf8),
        let dash = words[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
        words.count > dash + 3, words[dash + 1].elementsEqual("proc".utf8)
      else { continue }
      let options = words[dash + 3].split(separator: UInt8(ascii: ","))
      let name = "hidepid=".utf8
      return options.first { $0.starts(with: name) }.map { Array($0.dropFirst(name.count)) } ?? []
    }
    return nil
  }

  /// The network namespaces that are mounted, in `/proc/PID/mountinfo`: the root of such a mount is
  /// `net:[INODE]`, its type `nsfs` (`nsfs_show_path` in `fs/nsfs.c`).
  var namespaceMounts: [(inode: UInt64, path: [UInt8])] {
    var mounts: [(inode: UInt64, path: [UInt8])] = []
    var start = 0
    while start < count {
      var end = start
      while end < count, self[end] != UInt8(ascii: "\n") { end += 1 }
      let line = extracting(start..<end)
      start = end + 1
      var position = 0
      for _ in 0..<3 { _ = line.skipField(&position) }
      line.skipBlanks(&position)
      let root = position
      guard line.skipField(&position),
        let inode = line.extracting(root..<position).inode(after: "net:[")
      else { continue }
      line.skipBlanks(&position)
      let path = position
      guard line.skipField(&position) else { continue }
      mounts.append((inode, line.extracting(path..<position).unescaped))
    }
    return mounts
  }

  /// The bytes, in which the kernel has written blanks and backslashes as octal numbers: `\040`.
  private var unescaped: [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < count {
      if self[index] == UInt8(ascii: "\\"), index + 3 < count {
        let digits = (1...3).map { self[index + $0] & 7 }
        bytes.append(digits[0] << 6 | digits[1] << 3 | digits[2])
        index += 4
      } else {
        bytes.append(self[index])
        index += 1
      }
    }
    return bytes
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
