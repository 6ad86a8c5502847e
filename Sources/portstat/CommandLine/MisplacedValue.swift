import SocketInspector

/// The value of one option that belongs to another one: `--remote 443`, `--port tcp/80`, `--pid nginx`.
enum MisplacedValue {
  /// What to type instead; nil if nothing is likely right.
  static func offer(
    _ option: Option, _ value: String, _ machine: MachineFacts, _ typed: TypedWord
  ) -> Offer? {
    if case .attached = option.argument { return unbundled(option, typed) }
    guard case .required(_, let completion) = option.argument else { return nil }
    let offers: [[String]]
    switch completion {
    case .ports: offers = ports(option.long, value)
    case .addresses: offers = addresses(option.long, value)
    case .pids:
      offers = machine.isRunning(value, typed.procPath) ? [["--process", value]] : []
    default: offers = []
    }
    return offers.lazy.map(Offer.init).first { $0.isAccepted }
  }

  /// `-tnc` for `-ctn`: a letter that takes a value here, and none in netstat.
  private static func unbundled(_ option: Option, _ typed: TypedWord) -> Offer? {
    var word = typed.word
    let long = Offer(["-\(word)"])
    // `-tcp`
    if word.count > 2, !word.hasPrefix("--"), long.isAccepted { return long }
    guard !word.hasPrefix("--"), let letter = option.short,
      let position = word.firstIndex(of: letter)
    else { return nil }
    // `-c2n`
    let value = word[word.index(after: position)...]
    let number = value.prefix { $0.isNumber || $0 == "." }
    if !number.isEmpty, number.count < value.count {
      let offer = Offer([word[..<position] + value.dropFirst(number.count) + "\(letter)\(number)"])
      return offer.isAccepted ? offer : nil
    }
    if Set(word).count < word.count { return nil }
    word.remove(at: position)
    word.append(letter)
    let offer = Offer([word])
    return offer.isAccepted ? offer : nil
  }

  private static func ports(_ name: String, _ value: String) -> [[String]] {
    let end = name == "remote-port" ? "remote" : "local"
    var offers = [["--\(name)", bare(value)]]
    if let range = ForeignNotation.range(value) { offers.append(["--\(name)", range]) }
    for table in SocketTable.ID.allCases.map(\.rawValue) {
      for (mark, isFirst) in [("\(table)/", true), ("\(table):", true), ("/\(table)", false)] {
        let isMarked = isFirst ? value.hasPrefix(mark) : value.hasSuffix(mark)
        let port = isFirst ? value.dropFirst(mark.count) : value.dropLast(mark.count)
        if isMarked { offers.append(["--\(table)", "--\(name)", String(port)]) }
      }
    }
    if let (host, port) = split(value) {
      let networks = host.lowercased() == "localhost" ? loopback : host
      offers.append(["--\(end)", networks, "--\(end)-port", port])
    }
    return offers
  }

  private static func addresses(_ name: String, _ value: String) -> [[String]] {
    var offers = [["--\(name)-port", bare(value)]]
    if value.hasPrefix("*:") { offers.append(["--\(name)-port", String(value.dropFirst(2))]) }
    offers.append(["--\(name)", value.split(separator: ",").map(networks).joined(separator: ",")])
    if let (host, port) = split(value) {
      let networks = host.lowercased() == "localhost" ? loopback : host
      offers.append(["--\(name)", networks, "--\(name)-port", port])
    }
    return offers
  }

  /// `^127.0.0.0/8,^::1` for `^localhost`, and `10.0.0.0/8` for `10/8`.
  private static func networks(_ word: Substring) -> String {
    let mark = word.hasPrefix("^") ? "^" : ""
    let name = String(word.dropFirst(mark.count))
    if name.lowercased() == "localhost" {
      return loopback.split(separator: ",").map { mark + $0 }.joined(separator: ",")
    }
    return mark + (ForeignNotation.wholeNetwork(name) ?? name)
  }

  /// The networks that `localhost` stands for, as a value of `--local` and `--remote`.
  static let loopback = "127.0.0.0/8,::1"

  /// `80` for `:80`.
  private static func bare(_ value: String) -> String {
    value.hasPrefix(":") ? String(value.dropFirst()) : value
  }

  private static func split(_ value: String) -> (host: String, port: String)? {
    guard let colon = value.lastIndex(of: ":"), colon != value.startIndex else { return nil }
    return (String(value[..<colon]), String(value[value.index(after: colon)...]))
  }
}
