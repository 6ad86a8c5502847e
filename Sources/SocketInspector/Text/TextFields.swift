/// Parses the fields of a line, which are separated by spaces. Each function starts at `position` and moves
/// it past what it read; it returns nil or false if the field is not there.
extension Span<UInt8> {
  private func byte(at position: Int) -> UInt8? {
    position < count ? self[position] : nil
  }

  func skipBlanks(_ position: inout Int) {
    while byte(at: position) == UInt8(ascii: " ") { position += 1 }
  }

  /// Skips a field of any bytes; false at the end of the line.
  func skipField(_ position: inout Int) -> Bool {
    skipBlanks(&position)
    let start = position
    while position < count, self[position] != UInt8(ascii: " ") { position += 1 }
    return position > start
  }

  func skip(_ expected: UInt8, _ position: inout Int) -> Bool {
    guard byte(at: position) == expected else { return false }
    position += 1
    return true
  }

  /// Whether a field ends at `position`: before a space, or at the end of the line.
  func endsField(_ position: Int) -> Bool {
    byte(at: position).map { $0 == UInt8(ascii: " ") } ?? true
  }

  /// A hexadecimal number. More digits than the upper bound of `digits`, which is at most 16, are not read.
  func hexadecimal(digits: ClosedRange<Int>, _ position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = position
    while position < count, position - start < digits.upperBound {
      guard let digit = self[position].hexadecimalDigit else { break }
      value = value << 4 | UInt64(digit)
      position += 1
    }
    return position - start >= digits.lowerBound ? value : nil
  }

  /// A decimal number below 2^64.
  func decimal(_ position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = position
    while position < count, self[position] &- UInt8(ascii: "0") < 10 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(self[position] & 0xf))
      if overflow || carry { return nil }
      value = sum
      position += 1
    }
    return position > start ? value : nil
  }

  /// A 32-bit decimal number. Kernels up to 4.19 print some unsigned numbers as negative, which is undone
  /// here.
  func decimal32(_ position: inout Int) -> UInt32? {
    let isNegative = skip(UInt8(ascii: "-"), &position)
    guard let value = decimal(&position) else { return nil }
    return isNegative
      ? Int32(exactly: -Int64(clamping: value)).map(UInt32.init(bitPattern:))
      : UInt32(exactly: value)
  }
}

extension UInt8 {
  fileprivate var hexadecimalDigit: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self & 0xf
    case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
      self & 0xf + 9
    default: nil
    }
  }
}
