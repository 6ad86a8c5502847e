import SocketInspector

/// Notations of ports, addresses and filters that other programs accept, and the same in portstat's: `80..90`,
/// `>1024`, `127.0.0.1.631`, `localhost:8080/health`, `name=nginx`.
enum ForeignNotation {
  /// What to type instead of a word that is not a valid selector; nil if no notation is recognized.
  static func offer(_ typed: TypedWord) -> Offer? {
    let word = typed.word
    let candidates =
      [URLTarget.selector(word), excluded(word), zoneAtEnd(word), withoutPath(word), range(word)]
      + [joined(word)]
      + [withColon(word), everyAddress(word), wholeAddress(word), wholeNetwork(word)]
      + [onInterface(word)]
    for candidate in candidates.compactMap(\.self) {
      let offer = Offer([candidate])
      // A URL with the name of a host has an error that says so.
      if offer.isAccepted || candidate == candidates[0] { return offer }
    }
    return pair(word)
  }

  /// `^80` for `!80` and `~80`, also in a list; nil if nothing is excluded in that way.
  static func excluded(_ word: String) -> String? {
    let words = word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let excluded = words.map { word in
      word.count > 1 && "!~".contains(word.prefix(1)) ? "^\(word.dropFirst())" : word
    }
    return excluded == words ? nil : excluded.joined(separator: ",")
  }

  /// `localhost:8080` for `localhost:8080/health`, and `80` for `80/`.
  private static func withoutPath(_ word: String) -> String? {
    guard let slash = word.firstIndex(of: "/") else { return nil }
    if word.hasSuffix("/"), Offer([String(word.dropLast())]).isAccepted {
      return String(word.dropLast())
    }
    let host = word[..<slash]
    return host.contains(":") ? String(host) : nil
  }

  /// `80-90` for `80..90` and `80:90`, `1024-` for `>=1024` and `1024+`, `0-1023` for `<1024`.
  static func range(_ word: String) -> String? {
    for mark in ["..", ":"] {
      let parts = word.split(separator: mark, omittingEmptySubsequences: false)
      if parts.count == 2, let first = UInt16(parts[0]), let last = UInt16(parts[1]), first > 0,
        first < last
      {
        return "\(first)-\(last)"
      }
    }
    if word.hasSuffix("+"), let port = UInt16(word.dropLast()) { return "\(port)-" }
    let digits = word.drop { "<>=:".contains($0) }
    guard let port = UInt16(digits) else { return nil }
    let order = word.dropLast(digits.count).filter { $0 != ":" }
    switch order {
    case ">=": return "\(port)-"
    case ">": return port < .max ? "\(port + 1)-" : nil
    case "<=": return "0-\(port)"
    case "<": return port > 0 ? "0-\(port - 1)" : nil
    default: return nil
    }
  }

  /// `80/tcp` for `tcp80` and `80tcp`; `tcp6` and `tcp46` are protocols over IPv6.
  private static func joined(_ word: String) -> String? {
    let text = word.lowercased()
    for table in SocketTable.ID.allCases.map(\.rawValue) {
      let parts: [String] = [
        text.hasPrefix(table) ? String(text.dropFirst(table.count)) : "",
        text.hasSuffix(table) ? String(text.dropLast(table.count)) : "",
      ]
      if ["4", "6", "46"].contains(parts[0]) { return nil }
      if let port = parts.lazy.compactMap({ UInt16($0) }).first { return "\(port)/\(table)" }
    }
    return nil
  }

  /// `127.0.0.1:631` for `127.0.0.1.631` of BSD's netstat and `127.0.0.1#631` of dig, and `*:80` for `*.80`.
  private static func withColon(_ word: String) -> String? {
    guard let mark = word.lastIndex(where: { $0 == "." || $0 == "#" }) else { return nil }
    let host = String(word[..<mark])
    guard host == "*" || host.lowercased() == "localhost" || IPAddress(host) != nil else {
      return nil
    }
    return (host.contains(":") ? "[\(host)]" : host) + ":\(word[word.index(after: mark)...])"
  }

  /// `*:80` for `any:80` and `all:80`.
  private static func everyAddress(_ word: String) -> String? {
    ["any:", "all:"].contains { word.lowercased().hasPrefix($0) } ? "*\(word.dropFirst(3))" : nil
  }

  /// `127.0.0.1:80` for `127.1:80`, as inet_aton(3) reads it, and `0.0.0.0:80` for `0:80`; the network
  /// `10.9.0.0/24` for `10.9.0`.
  private static func wholeAddress(_ word: String) -> String? {
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(numbers.count), numbers.allSatisfy({ UInt8($0) != nil }),
      let last = numbers.last, numbers.count > 1 || (last == "0" && parts.count == 2)
    else { return nil }
    if numbers.count == 3, parts.count == 1 { return "\(parts[0]).0/24" }
    let zeros = repeatElement("0"[...], count: 4 - numbers.count)
    let address = (numbers.dropLast() + zeros + [last]).joined(separator: ".")
    return ([address[...]] + parts.dropFirst()).joined(separator: ":")
  }

  /// `10.0.0.0/8` for `10/8`, as ss and ip(8) accept it.
  static func wholeNetwork(_ word: String) -> String? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = UInt8(parts[1]), length <= 32 else { return nil }
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...3).contains(numbers.count), numbers.allSatisfy({ UInt8($0) != nil }) else {
      return nil
    }
    let zeros = repeatElement("0", count: 4 - numbers.count)
    return (numbers.map(String.init) + zeros).joined(separator: ".") + "/\(length)"
  }

  /// `fe80::%eth0/10` for `fe80::/10%eth0`.
  private static func zoneAtEnd(_ word: String) -> String? {
    let parts = word.split(separator: "%", omittingEmptySubsequences: false)
    guard parts.count == 2, let slash = parts[0].firstIndex(of: "/") else { return nil }
    return "\(parts[0][..<slash])%\(parts[1])\(parts[0][slash...])"
  }

  /// `*%lo:80` for `80%lo`.
  private static func onInterface(_ word: String) -> String? {
    let parts = word.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty, (try? PortPattern.patterns(String(parts[0]))) != nil
    else { return nil }
    return "*%\(parts[1]):\(parts[0])"
  }

  /// `--process nginx` for `name=nginx`, `--user alice` for `user=alice`, `--local-port 80` for `lport:80`.
  private static func pair(_ word: String) -> Offer? {
    guard let mark = word.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
    let (name, value) = (
      String(word[..<mark]).lowercased(), String(word[word.index(after: mark)...])
    )
    if name.isEmpty || value.isEmpty { return nil }
    let key = name.replacing("_", with: "-")
    switch OptionTable.all.first(where: { $0.isNamed(key) })?.argument {
    case .required: return Offer(["--\(key)", value])
    case .attached: return Offer(["--\(key)=\(value)"])
    case nil, .some(.none): break
    }
    guard key.count > 1, case .arguments(let text)? = ForeignHabits.option(key)?.answer,
      text.contains("VALUE"), !text.contains("=VALUE")
    else { return nil }
    let offer = Offer(text.replacing("VALUE", with: value))
    return text.contains(" or ") ? nil : offer.isAccepted ? offer : nil
  }
}
