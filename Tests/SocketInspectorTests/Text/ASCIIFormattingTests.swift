import TestSupport
import Testing

@testable import SocketInspector

@Suite struct ASCIIFormattingTests {
  /// Every number in the output would be wrong.
  @Test func digitsAreThoseOfTheStandardLibrary() {
    var generator = SeededGenerator(seed: 3)
    var numbers: [UInt64] = [0, 1, 9, 10, 15, 16, 99, 100, 255, 256, .max, .max - 1, 1 << 63]
    for shift in 0..<64 { numbers.append(generator.next() >> UInt64(shift)) }
    for number in numbers {
      var decimal: [UInt8] = []
      decimal.append(decimal: number)
      #expect(String(decoding: decimal, as: UTF8.self) == String(number))
      var hexadecimal: [UInt8] = []
      hexadecimal.append(hexadecimal: number)
      #expect(String(decoding: hexadecimal, as: UTF8.self) == String(number, radix: 16))
    }
  }
}
