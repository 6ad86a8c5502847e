extension [UInt8] {
  /// Appends a number in decimal digits.
  package mutating func append(decimal value: UInt64) {
    append(value, radix: 10)
  }

  /// Appends a number in lower-case hexadecimal digits, without leading zeros.
  package mutating func append(hexadecimal value: UInt64) {
    append(value, radix: 16)
  }

  private mutating func append(_ value: UInt64, radix: UInt64) {
    var divisor: UInt64 = 1
    while value / divisor >= radix { divisor *= radix }
    while divisor > 0 {
      let digit = UInt8(truncatingIfNeeded: value / divisor % radix)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      divisor /= radix
    }
  }
}
