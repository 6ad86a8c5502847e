/// The user, command or PID that lsof takes attached to `-u`, `-c` or `-p` (lsof(8)): `-uroot`, `-cnginx`, `-p812`.
/// `-p` with a name is a process too.
struct AttachedOwner {
  /// The letters of lsof that choose owners, and the options that do the same.
  static let options: [Character: String] = ["p": "--pid", "c": "--process", "u": "--user"]

  /// The option and its value, after letters without effect here.
  let arguments: [String]

  /// - Parameters:
  ///   - besideSelection: Whether other words may be those of lsof, so that letters are less likely.
  /// - Returns: nil if the letters are more likely options of netstat or ss, as in `-unr`.
  init?(_ typed: TypedWord, besideSelection: Bool, _ machine: MachineFacts) {
    let word = typed.word
    guard word.hasPrefix("-"), !word.hasPrefix("--") else { return nil }
    let letters = word.dropFirst().drop { $0 == "n" || $0 == "P" }
    guard let letter = letters.first, var option = Self.options[letter] else { return nil }
    let value = String(letters.dropFirst())
    if value.allSatisfy({ $0.isNumber || $0 == "," }) {
      // `-c2` is an interval, and `-p80` alone may be a port.
      guard letter == "u" || (letter == "p" && besideSelection),
        value.contains(where: { !"46".contains($0) }),
        letter != "u" || besideSelection || !(Int32(value).map(CommonServices.use) ?? false)
      else { return nil }
    } else {
      // `-c0.05` is an interval that is too short, and `-c2n` has another letter after it.
      guard Double(value) == nil else { return nil }
      if letter == "c", value.first?.isNumber == true, !machine.isRunning(value, typed.procPath) {
        return nil
      }
      guard
        machine.hasName(value, letter, typed.procPath)
          || Self.isName(value, besideSelection: besideSelection)
      else { return nil }
      if letter == "p" { option = "--process" }
    }
    guard Offer([option, value]).isAccepted else { return nil }
    arguments = [option, value]
  }

  /// Whether letters are a name rather than options: one that no program has, or one twice.
  private static func isName(_ value: String, besideSelection: Bool) -> Bool {
    if value.count < 3 { return false }
    if besideSelection, !value.allSatisfy({ "tulpnaPecvW46".contains($0) }) { return true }
    return Set(value).count < value.count
      || value.contains { $0.isLowercase && "jkqy".contains($0) || "-_.^/".contains($0) }
  }
}

extension MachineFacts {
  /// Whether there is a user, for `-u`, or a process of that name.
  fileprivate func hasName(_ name: String, _ letter: Character, _ procPath: String) -> Bool {
    name.count > 1 && (letter == "u" ? hasUser(name) : isRunning(name, procPath))
  }
}
