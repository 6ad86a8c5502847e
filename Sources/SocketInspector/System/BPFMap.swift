import Glibc

/// A BPF map with one value, which this process shares with BPF programs as memory. `deinit` releases both.
@safe struct BPFMap: ~Copyable, @unchecked Sendable {
  private let handle: FileDescriptor
  private let memory: UnsafeMutableRawBufferPointer

  var number: Int32 { handle.number }

  /// - Parameter size: The size of the value, in bytes. All of it is 0.
  /// - Throws: ``SystemError`` with `load`.
  init(size: Int) throws(SystemError) {
    let name = "the BPF map"
    var call = BPFCall(.createMap, name)
    call.set(2, at: 0)  // map_type: BPF_MAP_TYPE_ARRAY
    call.set(4, at: 4)  // key_size
    call.set(Int32(clamping: size), at: 8)  // value_size
    call.set(1, at: 12)  // max_entries
    call.set(1 << 10, at: 16)  // map_flags: BPF_F_MMAPABLE
    call.set("portstat_owners", at: 28)  // map_name
    let handle = try call.descriptor()
    let flags = MAP_SHARED | MAP_POPULATE
    guard
      let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, flags, handle.number, 0),
      unsafe start != UnsafeMutableRawPointer(bitPattern: -1)
    else { throw SystemError(.load, name, code: errno) }
    self.handle = handle
    unsafe memory = UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  deinit { unsafe munmap(memory.baseAddress, memory.count) }

  /// A 64-bit number at an offset in bytes; nil if it is not within the value.
  func number(at offset: Int) -> UInt64? {
    guard offset >= 0, unsafe offset + 8 <= memory.count else { return nil }
    return unsafe memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Sets a 64-bit number; does nothing if it is not within the value.
  func set(_ number: UInt64, at offset: Int) {
    guard offset >= 0, unsafe offset + 8 <= memory.count else { return }
    unsafe memory.storeBytes(of: number, toByteOffset: offset, as: UInt64.self)
  }

  /// A copy of 64-bit numbers from an offset on, as far as they are within the value.
  func numbers(_ count: Int, at offset: Int) -> [UInt64] {
    let count = unsafe max(0, min(count, (memory.count - offset) / 8))
    return unsafe [UInt64](unsafeUninitializedCapacity: count) { numbers, initialized in
      let source = unsafe UnsafeRawBufferPointer(rebasing: memory[offset..<offset + count * 8])
      unsafe UnsafeMutableRawBufferPointer(numbers).copyMemory(from: source)
      initialized = count
    }
  }
}
