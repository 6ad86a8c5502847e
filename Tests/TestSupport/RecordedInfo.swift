/// A `struct tcp_info` of 280 bytes, as Linux 6.18 reports it, with chosen numbers.
public struct RecordedInfo {
  public private(set) var bytes = [UInt8](repeating: 0, count: 280)

  /// - Parameter numbers: Numbers of 64 bits by their offsets in bytes.
  public init(_ numbers: [(offset: Int, value: UInt64)] = []) {
    for number in numbers { set(number.value, at: number.offset) }
  }

  /// Writes a number in native byte order.
  public mutating func set(_ number: some FixedWidthInteger, at offset: Int) {
    withUnsafeBytes(of: number) { bytes.replaceSubrange(offset..<offset + $0.count, with: $0) }
  }
}
