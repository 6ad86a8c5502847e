extension NamespaceSelection {
  /// Parses a list as on the command line: `all`, or names, PIDs, inode numbers and `container:NAME` separated by
  /// commas. A number above the highest possible PID is an inode number, as is one in `net:[4026531840]`.
  ///
  /// - Throws: ``FilterTextError`` if a word is empty or cannot be the name of a namespace.
  public init(_ text: String) throws(FilterTextError) {
    var references: [NetworkNamespace.Reference] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      if word.isEmpty { throw FilterTextError(text, .emptyValue) }
      references.append(try NetworkNamespace.Reference(word))
    }
    self = references.contains(.name("all")) ? .all : .some(references.unique)
  }
}

extension NetworkNamespace.Reference {
  private static let containerPrefix = "container:"

  fileprivate init(_ word: String) throws(FilterTextError) {
    let digits = word.hasPrefix("net:[") && word.hasSuffix("]") ? word.dropFirst(5).dropLast() : ""
    if let inode = digits.isDecimal ? UInt64(digits) : nil {
      self = .inode(inode)
    } else if word.isDecimal {
      guard let number = UInt64(word), number > 0 else { throw FilterTextError(word, .namespace) }
      self = Int32(exactly: number).map(Self.pid) ?? .inode(number)
    } else if word.hasPrefix(Self.containerPrefix) {
      let name = String(word.dropFirst(Self.containerPrefix.count))
      if name.isEmpty { throw FilterTextError(word, .namespace) }
      self = .container(name)
    } else if word.contains("/") || word.contains("[") || word.contains(":") {
      throw FilterTextError(word, .namespace)
    } else {
      self = .name(word)
    }
  }
}
