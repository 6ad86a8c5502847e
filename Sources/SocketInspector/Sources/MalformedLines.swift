/// Counts the malformed lines of a file.
struct MalformedLines {
  var path = ""
  private var count = 0
  private var first: (line: Int, error: ParseError)?

  mutating func add(_ error: ParseError, line: Int) {
    count += 1
    if first == nil { first = (line, error) }
  }

  var issue: Issue? {
    first.map {
      .malformedLines(path: path, count: count, firstLine: $0.line, firstError: $0.error)
    }
  }
}
