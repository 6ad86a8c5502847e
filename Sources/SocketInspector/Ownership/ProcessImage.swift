/// Shows whether a process still runs the program that it ran when its sockets were found. If the number
/// of its descriptors and a few of them are unchanged too, the others need not be rechecked.
struct ProcessImage: Sendable {
  /// Number of sockets per process above which comparing images is cheaper than rechecking each.
  static let descriptorLimit = 8
  /// For tables of at least this size, the image is read first, so that it covers every descriptor.
  static let largeTable = 64
  /// The addresses of the vDSO, the program, its interpreter and its entry point are in these bytes: one
  /// read(2) gives them. Without address space randomization they are the same each time.
  static let longestVector = 256

  /// `/proc/PID/auxv` (getauxval(3)): addresses that the kernel chooses at random when a process
  /// executes a program (`create_elf_tables` in `fs/binfmt_elf.c`).
  let vector: [UInt8]
  /// The descriptors that were found before the vector was read.
  let earlier: [SocketDescriptor]

  /// Whether it is of a recording, which has no vectors and does not change.
  var isRecorded: Bool { vector.isEmpty }
}
