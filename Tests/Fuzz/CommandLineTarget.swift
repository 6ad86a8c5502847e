import Foundation
import TestSupport

@testable import SocketInspector
@testable import portstat

extension FuzzTarget {
  /// `/proc/PID/cmdline`, and every way in which an argument or a name is written to the output.
  static let commandLine = FuzzTarget(name: "cmdline") { input in
    let arguments = ProcessReader.arguments(input)
    require(arguments.allSatisfy { !$0.contains(0) }, "NUL in an argument")
    let joined = Array(arguments.joined(separator: [0]))
    // Many NULs at the end are padding of a title, and no empty arguments.
    let end = input.dropFirst(joined.count)
    let isWhole = input.starts(with: joined) && end.allSatisfy { $0 == 0 }
    require(isWhole && (end.count < 2 || end.count > 3), "\(arguments) of \(input)")
    for name in arguments + [input] { checkOutput(of: name) }
  } seeds: {
    try Fixtures.files(named: "cmdline") + Fixtures.files(named: "comm")
  }

  private static func checkOutput(of name: [UInt8]) {
    var shown: [UInt8] = []
    Escaping.appendText(name, to: &shown)
    requireHarmless(shown, "\(name)")
    require(unescapedText(shown), is: name, "escaped text")
    var owner: [UInt8] = []
    Escaping.appendOwnerName(name, to: &owner)
    requireHarmless(owner, "owner \(name)")
    require(unescapedText(owner), is: name, "escaped owner")
    require(!owner.contains(UInt8(ascii: ",")), "a comma in \(name)")

    var json: [UInt8] = []
    Escaping.appendJSON(name, to: &json)
    requireHarmless(json, "JSON of \(name)")
    // `SocketRecord` is part of the tests, which a fuzz target cannot link.
    let values = try? JSONSerialization.jsonObject(with: Data("[".utf8 + json + "]".utf8))
    let isOneString = (values as? [String])?.count == 1
    require(isOneString, "JSON of \(name)")

    let width = CellBuffer.width(of: shown[...])
    require(width <= shown.count, "\(width) columns of \(shown.count) bytes")
    let short = CellBuffer.shortened(shown[...], to: 12)
    requireHarmless(short, "shortened \(name)")
  }

  /// Undoes escaping; nil if an escape is invalid.
  private static func unescapedText(_ shown: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = shown[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        guard let value = UInt8(rest.prefix(2).text, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      case UInt8(ascii: "u"):
        let digits = rest.dropFirst().prefix { $0 != UInt8(ascii: "}") }
        guard let scalar = UInt32(digits.text, radix: 16).flatMap(Unicode.Scalar.init) else {
          return nil
        }
        bytes += Array(String(scalar).utf8)
        rest = rest.dropFirst(digits.count + 2)
      default: return nil
      }
    }
    return bytes
  }
}

/// Requires that text is valid UTF-8 on one line, without characters that control a terminal, are invisible
/// or change the direction of text.
func requireHarmless(_ text: [UInt8], _ what: @autoclosure () -> String) {
  guard let shown = String(validating: text, as: UTF8.self) else {
    return require(false, "not UTF-8: \(what())")
  }
  for scalar in shown.unicodeScalars {
    let isControl = scalar.properties.generalCategory == .control
    let endsLine = [.lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    let isMisleading = endsLine || scalar.properties.isBidiControl
    let isInvisible = scalar.properties.isDefaultIgnorableCodePoint
    require(
      !isControl && !isMisleading && !isInvisible, "\(scalar.escaped(asASCII: true)): \(what())")
  }
}
