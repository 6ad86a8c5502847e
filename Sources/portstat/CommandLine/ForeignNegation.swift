import SocketInspector

/// Values of filters that exclude something as other programs do, `--state '!listen'` and `--state -listen`, where
/// portstat has `^`.
enum ForeignNegation {
  /// The error with what to type instead; nil for other values.
  ///
  /// - Parameter name: The option as it was typed.
  static func error(_ option: Option, as name: String, _ value: String) -> UsageError? {
    guard option.section == .filters else { return nil }
    var isNegated = false
    let words = value.split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let mark = word.first, marks(of: option).contains(mark), word.count > 1 else {
        return String(word)
      }
      isNegated = true
      return "^" + word.drop { $0 == mark || $0 == "=" }
    }
    guard isNegated else { return nil }
    let offer = Offer([name, words.joined(separator: ",")])
    return offer.isAccepted ? offer.error("invalid value '\(value)' of \(name)") : nil
  }

  /// Names may begin with `-` and `~`; words, numbers and addresses do not.
  private static func marks(of option: Option) -> [Character] {
    ["process", "command", "unit", "container", "user"].contains(option.long)
      ? ["!"] : ["!", "~", "-"]
  }
}
