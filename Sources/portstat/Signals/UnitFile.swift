/// A unit file of systemd: systemd.syntax(7).
enum UnitFile {
  /// The last `Restart=` in the section `[Service]` of a unit file and its drop-ins.
  ///
  /// - Parameter files: The contents of the files, in the order in which systemd reads them.
  /// - Returns: The default, ``RestartPolicy/never``, if no file sets it. systemd ignores values that it does
  ///   not know, and so does this.
  static func restartPolicy(in files: [[UInt8]]) -> RestartPolicy {
    var policy = RestartPolicy.never
    for file in files {
      var section = ""
      for line in lines(of: file) {
        if line.hasPrefix("["), line.hasSuffix("]") { section = line }
        guard section == "[Service]", let equals = line.firstIndex(of: "=") else { continue }
        let value = trimmed(line[line.index(after: equals)...])
        if trimmed(line[..<equals]) == "Restart", let known = RestartPolicy(rawValue: value) {
          policy = known
        }
      }
    }
    return policy
  }

  /// The lines without comments and blanks at their ends. A line that ends with a backslash continues in
  /// the next one; comments between them are left out.
  private static func lines(of file: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = ""
    let text = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for bytes in text {
      let line = trimmed(String(decoding: bytes, as: UTF8.self))
      if line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasSuffix("\\") {
        start += line.dropLast() + " "
      } else {
        lines.append(trimmed(start + line))
        start = ""
      }
    }
    if !start.isEmpty { lines.append(trimmed(start)) }
    return lines
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return String(text)
  }
}
