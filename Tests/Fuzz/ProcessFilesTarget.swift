import TestSupport

@testable import SocketInspector

extension FuzzTarget {
  /// Other files of a proc tree, and the records of its directories. The first byte selects the parser.
  static let processFiles = FuzzTarget(name: "process-files") { input in
    guard let head = input.first else { return }
    checks[Int(head) % checks.count](Array(input.dropFirst()))
  } seeds: {
    let files: [(kind: UInt8, content: [[UInt8]])] = [
      (0, try Fixtures.files(named: "status")), (1, try Fixtures.files(named: "stat")),
      (2, try Fixtures.files(named: "osrelease")),
      (3, try Fixtures.files(named: "ip_local_port_range")),
      (4, [Array("Name:\tx\nCapEff:\t000001ffffffffff\n".utf8)]),
      (5, [Array("22 28 0:21 / /proc rw,nosuid - proc proc rw,hidepid=invisible\n".utf8)]),
      (6, [["1", "self", "4711", "2147483648"].flatMap(directoryRecord)]),
      (7, ["socket:[46910]", "socket:[18446744073709551616]", "pipe:[7]"].map { Array($0.utf8) }),
      (8, [Array("sockets: used 208\nTCP: inuse 1 orphan 0 tw 17 alloc 1 mem 3\n".utf8)]),
      (9, try Fixtures.files(named: "stat")),
      (10, ["0::/a.service\n", "1:name=systemd:/a\n0::/\n"].map { Array($0.utf8) }),
    ]
    return files.flatMap { kind, content in content.map { [kind] + $0 } }
  }

  private static let checks: [@Sendable ([UInt8]) -> Void] = [
    { require($0.span.effectiveUserID, is: naiveUserID($0), "user") },
    { file in
      let naive = naiveLine(of: file, "btime ")?.leadingNumber.flatMap { Int64(exactly: $0) }
      require(file.span.bootTime, is: naive, "start of the machine")
    },
    { file in
      let result = file.span.kernelRelease.map { [$0.major, $0.minor] }
      require(result, is: naivePair(file, UInt8(ascii: ".")), "release")
    },
    { file in
      let pair = naivePair(file, UInt8(ascii: "\t"))?.compactMap { UInt16(exactly: $0) }
      let ports = pair.flatMap { $0.count == 2 && $0[0] <= $0[1] ? $0[0]...$0[1] : nil }
      require(file.span.portRange, is: ports, "ports")
    },
    { file in
      let digits = naiveLine(of: file, "CapEff:\t")?.prefix(16).text ?? ""
      let isNumber =
        digits.utf8.count == 16 && digits.allSatisfy(\.isHexDigit) && digits.allSatisfy(\.isASCII)
      let mask = isNumber ? UInt64(digits, radix: 16) ?? 0 : 0
      require(file.span.mayTraceOthers, is: mask & 1 << 19 != 0, "CAP_SYS_PTRACE")
    },
    { file in
      let isHidden = file.span.hidesProcesses(ofDevice: "0:21")
      let text = file[...].text
      require(isHidden == nil || (text.contains(" 0:21 ") && text.contains(" proc ")), "a device")
      require(isHidden != true || text.contains("hidepid="), "hidepid")
    },
    checkDirectory,
    { target in
      let digits = target.dropFirst(8).dropLast()
      let isLink =
        target.starts(with: "socket:[".utf8) && target.last == UInt8(ascii: "]")
        && digits.allSatisfy { 0x30...0x39 ~= $0 }
      require(target.span.socketInode, is: isLink ? UInt64(digits.text) : nil, "inode")
    },
    { file in
      let numbers = ["sockets: used ", " tw "].compactMap { naiveNumber(after: $0, file) }
      let sum = numbers.count == 2 ? numbers[0].addingReportingOverflow(numbers[1]) : (0, true)
      require(file.span.socketCount, is: sum.1 ? nil : sum.0, "sockets")
    },
    { file in
      let tail = file.lastIndex(of: UInt8(ascii: ")")).map { file[($0 + 1)...] } ?? []
      let fields = tail.split(separator: UInt8(ascii: " "))
      let isNumber = fields.count > 1 && 0x30...0x39 ~= (fields[1].first ?? 0)
      let parent = isNumber ? fields[1].leadingNumber.flatMap { Int32(exactly: $0) } : nil
      require(file.span.parentPID, is: parent, "parent")
    },
    { file in
      guard let path = file.span.controlGroup else { return }
      let lines = file.split(separator: UInt8(ascii: "\n"))
      require(lines.contains { $0.suffix(path.count).elementsEqual(path) }, "control group")
    },
  ]

  /// The rest of the first line that begins with `name`, except for the first line of the file.
  private static func naiveLine(of file: [UInt8], _ name: String) -> ArraySlice<UInt8>? {
    file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropFirst()
      .first { $0.starts(with: name.utf8) }?.dropFirst(name.utf8.count)
  }

  private static func naiveNumber(after name: String, _ file: [UInt8]) -> UInt64? {
    file.indices.first { file[$0...].starts(with: name.utf8) }
      .flatMap { file[($0 + name.utf8.count)...].leadingNumber }
  }

  private static func naiveUserID(_ file: [UInt8]) -> UInt32? {
    let tab = UInt8(ascii: "\t")
    let line = naiveLine(of: file, "Uid:\t")
    guard let fields = line?.split(separator: tab, omittingEmptySubsequences: false),
      fields.count > 1, UInt64(fields[0].text) != nil, fields[0].allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    guard fields[1].first == UInt8(ascii: "-") else {
      return fields[1].leadingNumber.flatMap { UInt32(exactly: $0) }
    }
    return fields[1].dropFirst().leadingNumber.flatMap { Int32("-\($0)") }
      .map(UInt32.init(bitPattern:))
  }

  /// The two numbers at the beginning of a file, with a separator between them.
  private static func naivePair(_ file: [UInt8], _ separator: UInt8) -> [UInt64]? {
    let parts = file.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].leadingNumber, let second = parts[1].leadingNumber,
      parts[0].allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    return [first, second]
  }

  /// A record of getdents64(2), `struct linux_dirent64`.
  private static func directoryRecord(_ name: String) -> [UInt8] {
    let length = (19 + name.utf8.count + 1 + 7) / 8 * 8
    var bytes = [UInt8](repeating: 0xff, count: 16)
    bytes.append(native: UInt16(length))
    bytes += [4] + Array(name.utf8)
    return bytes + [UInt8](repeating: 0, count: length - bytes.count)
  }

  /// Checks that records follow one another without gaps, and that none exceeds the buffer.
  private static func checkDirectory(_ buffer: [UInt8]) {
    var start = 0
    while let entry = buffer.span.directoryEntry(at: start) {
      let length = Int(buffer[start + 16]) | Int(buffer[start + 17]) << 8
      require(entry.length, is: length, "length of a record")
      require(length > 19 && start + length <= buffer.count, "a record of \(length) bytes")
      let name = buffer[(start + 19)...].prefix { $0 != 0 }
      let isNumber =
        name.allSatisfy { 0x30...0x39 ~= $0 } && start + 19 + name.count < buffer.count
      require(entry.number, is: isNumber ? Int32(name.text) : nil, "name of a record")
      start += entry.length
    }
  }
}
