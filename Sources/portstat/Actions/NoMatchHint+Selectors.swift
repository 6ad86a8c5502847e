import SocketInspector

/// Why no socket matched a selector.
extension NoMatchHint {
  /// The selectors as they were typed, with the number of each service: `postgres (5432) or 80`.
  var selectorText: String {
    selectorWords.map(\.word).map { word in
      guard word.allSatisfy({ $0.isLetter || $0 == "-" }),
        let selectors = try? SelectorParser.selectors(word),
        let port = SelectorTarget(selectors.included).ports
      else { return word }
      return "\(word) (\(port))"
    }.joined(separator: " or ")
  }

  /// `no socket has local port 5432; 1 has it as remote port: --port 5432`
  var selectorHint: String? {
    if filter.selectors.isEmpty { return nil }
    let target = SelectorTarget(filter.selectors)
    var selective = Filter()
    selective.selectors = filter.selectors
    if sockets.contains(where: { $0.matches(selective) }) { return nil }
    let fact = "no socket has local \(target.kind) \(selectorText)" + (isWatching ? " yet" : "")
    if isWatching, let hint = numberHint(fact) { return hint }
    if let hint = otherDeviceHint(target, fact) ?? pidOptionHint(fact) ?? userOptionHint(fact)
      ?? remoteHint(target, fact) ?? otherProtocolHint(fact)
    {
      return hint
    }
    let words = selectorWords.flatMap { Self.list($0.word) }
    let arePorts = words.contains { Int32($0).map(CommonServices.use) ?? false }
    return numberHint(fact) ?? (arePorts ? nil : pidListHint(words, fact))
      ?? otherAddressHint(target, foreignAddressFact(target, fact))
      ?? target.portOfAddress.map { "\(fact); \($0)" } ?? namedProcessHint(words, fact)
      ?? unlistedHint(fact) ?? foreignAddressFact(target, fact)
  }

  /// `1 has it as remote port: --port 5432`. What is offered keeps the other filters.
  private func remoteHint(_ target: SelectorTarget, _ fact: String) -> String? {
    var rest = filterWithoutOwners
    rest.selectors = []
    let remote = sockets.count { $0.matches(rest) && target.matches(remote: $0) }
    if remote == 0 { return nil }
    var count = remote
    if filter.needsOwners {
      var own = filter
      own.selectors = []
      target.selectRemote(in: &own)
      count = self.count(own)
      let names = NamedCriterion.owners.filter { $0.isUsed(filter) }.map(\.name)
      if count == 0 {
        return "\(fact); without \(UsageError.list(names)), \(have(remote)) it as remote "
          + "\(target.kind): \(target.remoteOptions)"
      }
    }
    return "\(fact); \(have(count)) it as remote \(target.kind): \(target.remoteOptions)"
  }

  /// `no socket has local port udp:53; 1 TCP socket has it: tcp/53`
  private func otherProtocolHint(_ fact: String) -> String? {
    guard let table = filter.selectors.first?.ports?.table,
      filter.selectors.allSatisfy({ $0.ports?.table == table })
    else { return nil }
    for other in SocketTable.ID.allCases where other != table {
      var swapped = filterWithoutOwners
      swapped.tables.insert(other)
      swapped.selectors = filter.selectors.map { selector in
        Filter.Selector(
          network: selector.network,
          ports: selector.ports.map { PortPattern($0.ports, table: other) })
      }
      let count = sockets.count { isListed($0, swapped) }
      if count == 0 { continue }
      let name = other.rawValue
      return
        "\(fact); \(count) \(name.uppercased()) \(count == 1 ? "socket has" : "sockets have") it: "
        + "\(name)/\(SelectorTarget(swapped.selectors).textWithoutZones)"
    }
    return nil
  }

  /// The only selector, if it is a bare number, and the letters of the options before it. A service, `:22` or
  /// `tcp/22` can only be a port.
  var number: (value: Int32, lettersBefore: String)? {
    guard selectorWords.count == 1, let typed = selectorWords.first,
      typed.word.isDecimal, let value = Int32(typed.word)
    else { return nil }
    return (value, typed.lettersBefore)
  }

  /// `-p 812`, as for lsof and ps, and `-p 812,813 -p 814`.
  private func pidOptionHint(_ fact: String) -> String? {
    guard !isSignaling, selectorWords.allSatisfy({ $0.lettersBefore.hasSuffix("p") }) else {
      return nil
    }
    return pidListHint(selectorWords.flatMap { Self.list($0.word) }, fact)
  }

  /// The words of a list, each without the colon of `:80`.
  static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { word in
      String(word.hasPrefix(":") ? word.dropFirst() : word)
    }
  }

  /// `812`, `:812` and `812,813`, if these are PIDs. A protocol, as in `tcp/812`, leaves no doubt that a port is
  /// meant.
  func pidListHint(_ numbers: [String], _ fact: String) -> String? {
    guard !isSignaling, !numbers.isEmpty, numbers.allSatisfy(isPID) else { return nil }
    let list = numbers.joined(separator: ",")
    return "\(fact); \(list) \(numbers.count == 1 ? "is a PID" : "are PIDs"): --pid \(list)"
  }

  private func isPID(_ word: String) -> Bool {
    guard word.isDecimal, let pid = Int32(word), pid > 0, tree.hasProcess(pid) else { return false }
    // The threads of the kernel have no sockets open.
    return (try? tree.identity(of: pid))?.isKernelThread != true
  }

  /// `portstat mysql` while a process of that name uses other ports.
  func namedProcessHint(_ names: [String], _ fact: String) -> String? {
    guard !names.isEmpty,
      names.allSatisfy({ !$0.isDecimal && tree.hasProcess(named: Array($0.utf8)) })
    else { return nil }
    let isOne = names.count == 1
    return
      "\(fact); \(isOne ? "a process of that name is" : "processes of these names are") running: "
      + Offer(["--process", names.joined(separator: ",")]).text
  }

  /// `-u 33`, as for lsof.
  private func userOptionHint(_ fact: String) -> String? {
    guard !isSignaling, let number, number.lettersBefore.hasSuffix("u"),
      let userID = UInt32(exactly: number.value), UserNames.name(of: userID) != nil
    else { return nil }
    return "\(fact); \(userID) is a user: --user \(userID)"
  }

  /// A PID, or the seconds of `netstat -ano 5`.
  private func numberHint(_ fact: String) -> String? {
    guard let number, !CommonServices.use(port: number.value) else { return nil }
    let isInterval =
      isWatching
      ? 1...60 ~= number.value
      // A list of listeners, and one protocol, are about a port.
      : 1...60 ~= number.value && !number.lettersBefore.isEmpty && !filter.isListeningOnly
        && filter.tables.count == SocketTable.ID.allCases.count
    if isWatching, hasInterval {
      return "\(fact); to end after \(number.value) updates: --updates \(number.value)"
    }
    if isInterval { return "\(fact); to update every \(number.value) s: --watch=\(number.value)" }
    return pidListHint(["\(number.value)"], fact)
  }

  /// `no socket has local address and port 127.0.0.53%eth0:53; 1 has it on another device: 127.0.0.53:53`
  private func otherDeviceHint(_ target: SelectorTarget, _ fact: String) -> String? {
    guard target.hasZones else { return nil }
    if !target.hasAddresses, target.ports == nil { return "no socket is bound to that interface" }
    return otherDeviceFact(target).map { "\(fact); \($0): \(target.textWithoutZones)" }
  }

  /// `1 has it on another device`, or on none.
  func otherDeviceFact(_ target: SelectorTarget) -> String? {
    let matches = sockets.filter { target.matches(local: $0) }
    let bound = matches.count { $0.interfaceIndex != nil }
    if bound > 0 { return "\(have(bound)) it on another device" }
    return matches.isEmpty ? nil : "\(have(matches.count)) it, bound to no device"
  }

  /// `no socket has local address and port 10.0.0.7:80; port 80 is in use on 127.0.0.1`
  private func otherAddressHint(_ target: SelectorTarget, _ fact: String) -> String? {
    guard target.hasAddresses, let ports = target.ports else { return nil }
    let addresses = sockets.filter { target.matches(localPort: $0) }.compactMap(Self.address)
    guard let first = addresses.first else { return nil }
    let more = Set(addresses).count - 1
    return "\(fact); port \(ports) is in use on \(first)"
      + (more > 0 ? " and \(more) more \(more == 1 ? "address" : "addresses")" : "") + ": \(ports)"
  }

  /// `0.0.0.0%lo` and `[::]`, as before a port.
  private static func address(_ socket: Socket) -> String? {
    guard let ip = socket.local.ip else { return nil }
    let zone =
      socket.interfaceIndex.map { index in
        "%" + (InterfaceNames.all[index].map { String(decoding: $0, as: UTF8.self) } ?? "\(index)")
      } ?? ""
    return ip.family == .ipv6 ? "[\(ip)\(zone)]" : "\(ip)\(zone)"
  }

  /// The fact, and that its address belongs to no interface, so that no wildcard listener answers there.
  private func foreignAddressFact(_ target: SelectorTarget, _ fact: String) -> String {
    guard let address = target.singleAddress, snapshot.isLocal(address) == false else {
      return fact
    }
    return "\(fact); \(address) is not an address of this machine"
  }
}
