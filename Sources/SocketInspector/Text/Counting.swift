extension Int {
  /// The number with a noun: `1 process`, `3 processes`.
  ///
  /// - Parameter plural: The plural of the noun; nil if it is formed with an s.
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    self == 1 ? "1 \(noun)" : "\(self) \(plural ?? "\(noun)s")"
  }
}
