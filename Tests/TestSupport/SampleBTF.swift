/// Type information in the format of the kernel, BTF, that a test composes.
public struct SampleBTF {
  /// A member of a structure or union.
  public struct Member {
    public let name: String
    public let type: UInt32
    /// In bits.
    public let offset: UInt32

    /// - Parameter name: "" for an anonymous structure or union.
    public init(_ name: String, type: UInt32 = 0, at offset: UInt32) {
      (self.name, self.type, self.offset) = (name, type, offset)
    }
  }

  private var types: [UInt32] = []
  private var names: [UInt8] = [0]
  /// The number of types so far, which is the number of the last one.
  public private(set) var count: UInt32 = 0

  public init() {}

  private mutating func offset(of name: String) -> UInt32 {
    if name.isEmpty { return 0 }
    defer { names += Array(name.utf8) + [0] }
    return UInt32(names.count)
  }

  /// Adds a type of any kind.
  ///
  /// - Parameter more: The words after the first three.
  public mutating func add(
    kind: UInt32, _ name: String = "", memberCount: Int = 0, hasBitFields: Bool = false,
    size: UInt32 = 0, more: [UInt32] = []
  ) {
    let info = (hasBitFields ? 1 << 31 : 0) | kind << 24 | UInt32(memberCount)
    types += [offset(of: name), info, size] + more
    count += 1
  }

  public mutating func addFunction(_ name: String) { add(kind: 12, name) }

  /// Adds a structure, or a union if `kind` is 5.
  public mutating func addStructure(
    _ name: String, kind: UInt32 = 4, size: UInt32 = 64, hasBitFields: Bool = false,
    _ members: [Member]
  ) {
    let more = members.flatMap { [offset(of: $0.name), $0.type, $0.offset] }
    add(
      kind: kind, name, memberCount: members.count, hasBitFields: hasBitFields, size: size,
      more: more)
  }

  /// The file, filled up to whole words.
  public var words: [UInt32] {
    var text = names
    while text.count % 4 != 0 { text.append(0) }
    let texts = stride(from: 0, to: text.count, by: 4).map { start in
      UInt32(littleEndian: (0..<4).reduce(0) { $0 | UInt32(text[start + $1]) << (8 * $1) })
    }
    let magic = UInt32(0xeb9f) | 1 << 16
    let length = UInt32(types.count * 4)
    return [magic, 24, 0, length, length, UInt32(names.count)] + types + texts
  }

  /// Every type that portstat looks for, with members at offsets that all differ.
  public static var ofKernel: SampleBTF {
    var sample = SampleBTF()
    sample.add(kind: 1, "int", size: 4, more: [0x0100_0020])
    sample.addFunction("bpf_iter_task")
    sample.addStructure("pid", [Member("level", at: 32), Member("numbers", at: 96 * 8)])
    sample.addStructure("upid", size: 16, [Member("nr", at: 64)])
    // The structure refers to a later type.
    sample.addStructure(
      "task_struct",
      [
        Member("", type: sample.count + 2, at: 800), Member("group_leader", at: 8000),
        Member("thread_pid", at: 8064), Member("start_boottime", at: 8128),
        Member("signal", at: 8192),
      ])
    sample.addStructure("", kind: 5, [Member("files", at: 8)])
    sample.addStructure("signal_struct", [Member("pids", at: 1600)])
    sample.addStructure("files_struct", [Member("fdt", at: 256)])
    sample.addStructure(
      "fdtable", hasBitFields: true, [Member("max_fds", at: 0x2000_0040), Member("fd", at: 128)])
    sample.addStructure("file", [Member("f_op", at: 192), Member("f_inode", at: 320)])
    sample.addStructure("inode", [Member("i_ino", at: 512)])
    sample.addStructure("timespec64", size: 16, [Member("tv_sec", at: 0)])
    sample.addFunction("bpf_rdonly_cast")
    return sample
  }
}
