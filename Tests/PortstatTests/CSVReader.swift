/// A strict parser of CSV as defined in RFC 4180.
struct CSVReader {
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// The rows, each as an array of fields.
  static func rows(_ text: String) throws -> [[String]] {
    var reader = CSVReader(rest: Array(text.unicodeScalars)[...])
    var rows: [[String]] = []
    while !reader.rest.isEmpty { rows.append(try reader.row()) }
    return rows
  }

  private var rest: ArraySlice<Unicode.Scalar>

  private mutating func row() throws -> [String] {
    var fields = [try field()]
    while rest.first == "," {
      rest.removeFirst()
      fields.append(try field())
    }
    guard rest.starts(with: ["\r", "\n"]) else {
      throw Malformed(description: "no CR LF after \(fields)")
    }
    rest.removeFirst(2)
    return fields
  }

  private mutating func field() throws -> String {
    var text = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let scalar = rest.first, scalar != ",", scalar != "\r", scalar != "\n" {
        if scalar == "\"" { throw Malformed(description: "a quote inside \(String(text))") }
        text.append(scalar)
        rest.removeFirst()
      }
      return String(text)
    }
    rest.removeFirst()
    while let scalar = rest.popFirst() {
      if scalar != "\"" {
        text.append(scalar)
      } else if rest.first == "\"" {
        text.append(scalar)
        rest.removeFirst()
      } else {
        return String(text)
      }
    }
    throw Malformed(description: "no closing quote after \(String(text))")
  }
}
