/// A mounted file system of the unified hierarchy of control groups, cgroup2.
struct ControlGroupMount: Equatable {
  /// The path of the group at the mount point, relative to the root of this process's control group namespace.
  let root: [UInt8]
  /// The mount point.
  let point: [UInt8]
}

extension ArraySlice<UInt8> {
  /// With the characters for which `\040` and the like stand in `/proc/self/mountinfo` (`mangle` in the kernel's
  /// `fs/proc_namespace.c`).
  var withoutOctalEscapes: [UInt8] {
    var text: [UInt8] = []
    var rest = self
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        text.append(code)
        rest = rest.dropFirst(3)
      } else {
        text.append(byte)
      }
    }
    return text
  }
}
