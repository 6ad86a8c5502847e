/// A line of `/proc/PID/mountinfo`: proc_pid_mountinfo(5).
struct MountInfo {
  private let fields: [ArraySlice<UInt8>]
  /// The place of the field `-`, which ends the optional fields.
  private let dash: Int

  /// - Returns: nil for an incomplete line.
  init?(_ line: ArraySlice<UInt8>) {
    // The source may be empty.
    fields = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard fields.count > 8,
      let dash = fields[6...].firstIndex(where: { $0.elementsEqual("-".utf8) }),
      fields.count > dash + 3
    else { return nil }
    self.dash = dash
  }

  /// The device, such as `0:21`, which names the file system whatever path leads to it.
  var device: ArraySlice<UInt8> { fields[2] }
  /// The path in the file system that is at the mount point.
  var root: [UInt8] { fields[3].withoutOctalEscapes }
  var point: [UInt8] { fields[4].withoutOctalEscapes }
  /// The type of the file system, such as `proc`.
  var type: ArraySlice<UInt8> { fields[dash + 1] }
  /// The options of the super block, separated by commas.
  var options: ArraySlice<UInt8> { fields[dash + 3] }
}

extension Span<UInt8> {
  /// The lines of `/proc/PID/mountinfo`.
  private var mounts: some Sequence<MountInfo> {
    copy.split(separator: UInt8(ascii: "\n")).lazy.compactMap { MountInfo($0) }
  }

  /// Where the unified hierarchy of control groups is mounted.
  var controlGroupMounts: [ControlGroupMount] {
    mounts.filter { $0.type.elementsEqual("cgroup2".utf8) }
      .map { ControlGroupMount(root: $0.root, point: $0.point) }
  }

  /// The network namespaces that are mounted: the root of such a mount is `net:[INODE]`, its type `nsfs`
  /// (`nsfs_show_path` in `fs/nsfs.c`).
  var namespaceMounts: [(inode: UInt64, path: [UInt8])] {
    mounts.compactMap { mount in
      let root = mount.root
      return root.span.inode(after: "net:[").map { ($0, mount.point) }
    }
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

  /// The value of the super block option `hidepid` of the proc file system of a device (proc_show_options in the
  /// kernel's `fs/proc/root.c`).
  ///
  /// - Parameter device: As field 3 shows it: `0:21`.
  /// - Returns: Empty without the option; nil if the device is not mounted in this mount namespace.
  func hidepid(ofDevice device: String) -> [UInt8]? {
    let mount = mounts.first {
      $0.device.elementsEqual(device.utf8) && $0.type.elementsEqual("proc".utf8)
    }
    let name = "hidepid=".utf8
    return mount.map { mount in
      mount.options.split(separator: UInt8(ascii: ",")).first { $0.starts(with: name) }
        .map { Array($0.dropFirst(name.count)) } ?? []
    }
  }
}

extension ArraySlice<UInt8> {
  /// With the characters for which `\040` and the like stand in mountinfo (`mangle` in the kernel's
  /// `fs/proc_namespace.c`).
  fileprivate var withoutOctalEscapes: [UInt8] {
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
