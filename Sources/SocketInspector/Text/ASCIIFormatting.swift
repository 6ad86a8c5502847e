extension [UInt8] {
  /// Appends a number in decimal digits.
  package mutating func append(decimal value: UInt64) {
    append(addingCapacity: 20) { $0.append(decimal: value) }
  }

  /// Appends a number in lower-case hexadecimal digits, without leading zeros.
  package mutating func append(hexadecimal value: UInt64) {
    append(addingCapacity: 16) { $0.append(hexadecimal: value) }
  }
}

/// Appends digits to a span. The caller provides enough room: 20 bytes for decimal, 16 for hexadecimal
/// digits.
extension OutputSpan<UInt8> {
  mutating func append(decimal value: UInt64) {
    if value < 1000 {  // a fast path for the bytes of IPv4 addresses
      let small = UInt16(truncatingIfNeeded: value)
      if small > 99 { append(digit: small / 100) }
      if small > 9 { append(digit: small / 10 % 10) }
      append(digit: small % 10)
      return
    }
    let hasMore = value > 99_999_999
    if hasMore { append(decimal: value / 100_000_000) }
    var rest = value % 100_000_000
    var digits: UInt64 = 0  // up to eight, the first in the lowest byte
    var count = 0
    repeat {
      digits = digits << 8 | (UInt64(UInt8(ascii: "0")) + rest % 10)
      rest /= 10
      count += 1
    } while rest > 0 || (hasMore && count < 8)
    for _ in 0..<count {
      append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }

  private mutating func append(digit: UInt16) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
  }

  mutating func append(hexadecimal value: UInt64) {
    var shift = (63 - (value | 1).leadingZeroBitCount) & ~3
    while shift >= 0 {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 0xf)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      shift -= 4
    }
  }

  package mutating func append(ascii text: String) {
    for byte in text.utf8 { append(byte) }
  }

  package mutating func append(bytes: Span<UInt8>) {
    for index in bytes.indices { append(bytes[index]) }
  }
}
