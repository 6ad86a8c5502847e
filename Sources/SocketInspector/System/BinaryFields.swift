/// Numbers at an offset in the records of system calls. The caller checks that the offset is within the
/// record.
extension Span<UInt8> {
  /// A 16-bit number in the byte order of this machine.
  func native16(at start: Int) -> UInt16 {
    UInt16(littleEndian: UInt16(self[start]) | UInt16(self[start + 1]) << 8)
  }

  /// A 32-bit number in the byte order of this machine.
  func native32(at start: Int) -> UInt32 {
    UInt32(littleEndian: UInt32(bigEndian32(at: start)).byteSwapped)
  }

  /// A 64-bit number in the byte order of this machine.
  func native64(at start: Int) -> UInt64 {
    UInt64(littleEndian: bigEndian64(at: start).byteSwapped)
  }

  /// A 16-bit number in network byte order.
  func bigEndian16(at start: Int) -> UInt16 {
    UInt16(self[start]) << 8 | UInt16(self[start + 1])
  }

  /// A 32-bit number in network byte order.
  func bigEndian32(at start: Int) -> UInt32 {
    let high = UInt32(self[start]) << 24 | UInt32(self[start + 1]) << 16
    return high | UInt32(self[start + 2]) << 8 | UInt32(self[start + 3])
  }

  /// A 64-bit number in network byte order.
  func bigEndian64(at start: Int) -> UInt64 {
    UInt64(bigEndian32(at: start)) << 32 | UInt64(bigEndian32(at: start + 4))
  }
}

extension [UInt8] {
  /// Appends a number in the byte order of this machine.
  mutating func append(native value: UInt16) {
    append(native: value.littleEndian, bytes: 2)
  }

  /// Appends a number in the byte order of this machine.
  mutating func append(native value: UInt32) {
    append(native: value.littleEndian, bytes: 4)
  }

  private mutating func append(native value: some FixedWidthInteger, bytes: Int) {
    for index in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}
