/// Reads the expressions of a rule of nftables one after the other: `NFTA_EXPR_NAME` and `NFTA_EXPR_DATA` in
/// `linux/netfilter/nf_tables.h`. Numbers are in network byte order.
///
/// A rule with a map stands for several: one for each element.
struct RuleExpressions {
  /// Elements of a map beyond these are not read one by one.
  private static let mostElements = 4096

  private(set) var match: RuleMatch
  private var registers = RuleRegisters()
  /// The sets and maps of the table by name, as far as they were read.
  private let sets: [[UInt8]: FilterSet]

  private init(_ rule: ForwardingRule, _ sets: [[UInt8]: FilterSet]) {
    match = RuleMatch(rule: rule)
    self.sets = sets
  }

  /// What a rule does.
  struct Result {
    /// One for each element of the maps in it.
    var matches: [RuleMatch] = []
    /// The names of the sets and maps in it.
    var setNames: Set<[UInt8]> = []
  }

  /// - Parameters:
  ///   - rule: What is known about the rule besides.
  ///   - range: NFTA_RULE_EXPRESSIONS: the expressions, each an attribute.
  /// - Returns: nil if it is malformed.
  static func read(
    _ rule: ForwardingRule, _ message: Span<UInt8>, _ range: Range<Int>,
    _ sets: [[UInt8]: FilterSet]
  ) -> Result? {
    var places: [Range<Int>] = []
    guard message.forEachAttribute(in: range, { places.append($1) }) else { return nil }
    var paths = [RuleExpressions(rule, sets)]
    var result = Result()
    for place in places {
      guard let expression = MessageFields(message, place), let name = expression.text(1, message),
        let fields = expression.place(2).map({ MessageFields(message, $0) })
          ?? MessageFields(message, 0..<0)
      else { return nil }
      if name.elementsEqual("lookup".utf8) {
        if let name = fields.text(1, message) { result.setNames.insert(name) }
        paths = paths.flatMap { $0.lookingUp(fields, message) }
        if paths.count > mostElements { paths.removeLast(paths.count - mostElements) }
        continue
      }
      let text = String(decoding: name, as: UTF8.self)
      for index in paths.indices { paths[index].read(text, fields, message) }
    }
    result.matches = paths.map(\.match)
    return result
  }

  private mutating func read(_ name: String, _ fields: MessageFields, _ message: Span<UInt8>) {
    switch name {
    case "counter", "log", "notrack": break
    case "payload":
      // NFTA_PAYLOAD_DREG, _BASE, _OFFSET, _LEN; without the first, it writes to the packet.
      guard let register = fields.number(1, message), let base = fields.number(2, message),
        let offset = fields.number(3, message), let length = fields.number(4, message)
      else { return }
      registers[register] = .header(
        base: base, offset: Int(min(offset, 65_535)), length: Int(min(length, 256)))
    case "meta":
      // NFTA_META_DREG, _KEY
      guard let register = fields.number(1, message), let key = fields.number(2, message) else {
        return
      }
      registers[register] = .property(key)
    case "immediate": readImmediate(fields, message)
    case "bitwise": readMask(fields, message)
    case "cmp": compare(fields, message)
    case "range": compareRange(fields, message)
    case "nat": translate(fields, message)
    case "redir": redirect(fields, message)
    case "match": readMatch(fields, message)
    case "target": readTarget(fields, message)
    default: readOther(name, fields, message)
    }
  }

  /// NFTA_IMMEDIATE_DREG, _DATA: a constant, or a verdict if the register is 0.
  private mutating func readImmediate(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let register = fields.number(1, message) else { return }
    if register != 0 {
      registers[register] = fields.value(2, message).map { .constant($0) }
      return
    }
    // NFTA_DATA_VERDICT, with NFTA_VERDICT_CODE and NFTA_VERDICT_CHAIN
    guard let data = fields.place(2), let outer = MessageFields(message, data),
      let place = outer.place(2),
      let verdict = MessageFields(message, place), let code = verdict.number(1, message)
    else { return }
    // NFT_JUMP -3, NFT_GOTO -4
    if code == .max - 2 || code == .max - 3, let chain = verdict.text(2, message) {
      match.verdict = .jump(chain)
    }
  }

  /// NFTA_BITWISE_SREG, _DREG, _MASK: of the contents of a register, only some bits count.
  private mutating func readMask(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let source = fields.number(1, message), let target = fields.number(2, message) else {
      return
    }
    if case .header(let base, let offset, _) = registers[source],
      let mask = fields.value(4, message)
    {
      registers[target] = .masked(base: base, offset: offset, mask: mask)
    } else {
      registers[target] = .other("bitwise")
    }
  }

  /// NFTA_CMP_SREG, _OP, _DATA
  private mutating func compare(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let register = fields.number(1, message), let data = fields.value(3, message),
      let comparison = fields.number(2, message).flatMap({ RuleCondition.Comparison(rawValue: $0) })
    else { return }
    RuleCondition(registers[register], comparison, data).apply(to: &match.rule)
  }

  /// NFTA_RANGE_SREG, _OP, _FROM_DATA, _TO_DATA
  private mutating func compareRange(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let register = fields.number(1, message), let from = fields.value(3, message),
      let to = fields.value(4, message)
    else { return }
    let content = registers[register]
    if fields.number(2, message) == 0 {
      RuleCondition(content, .greaterOrEqual, from).apply(to: &match.rule)
      RuleCondition(content, .lessOrEqual, to).apply(to: &match.rule)
    } else {
      match.rule.conditions.append("\(RuleCondition(content, .equal, from).subject) != range")
    }
  }

  /// NFTA_LOOKUP_SET, _SREG, _DREG, _FLAGS: a set, or a map if there is a target register, where 0 stands for a verdict.
  ///
  /// - Returns: The rule once for each element of a map; none if no packet can match.
  private func lookingUp(_ fields: MessageFields, _ message: Span<UInt8>) -> [RuleExpressions] {
    guard let source = fields.number(2, message), let name = fields.text(1, message) else {
      return [self]
    }
    let target = fields.number(3, message)
    let subject = registers.subject(at: source)
    let isInverted = (fields.number(5, message) ?? 0) & 1 != 0  // NFT_LOOKUP_F_INV
    // Which sources may connect is a condition, whatever is in the set.
    if target == nil, isInverted || !registers.selectsDestination(at: source) {
      var path = self
      let text = String(decoding: name, as: UTF8.self)
      path.match.rule.conditions.append("\(subject) \(isInverted ? "!= " : "")@\(text)")
      return [path]
    }
    guard let set = sets[name], set.elements.count <= Self.mostElements else {
      return [withoutElements(subject, target)]
    }
    if target == nil, registers.isDestinationPort(at: source) {
      var path = self
      path.match.rule.narrow(to: set.ports)
      return path.match.rule.hostPorts.isEmpty ? [] : [path]
    }
    return set.elements.compactMap { with($0, from: source, to: target, subject) }
  }

  /// The rule, whose set or map was not read.
  private func withoutElements(_ subject: String, _ target: UInt32?) -> RuleExpressions {
    var path = self
    switch target {
    case nil: path.match.rule.unread.append("\(subject) set")
    case 0:
      path.match.rule.conditions.append("\(subject) map")
      path.match.verdict = .unreadJump
    case let target?:
      path.match.rule.unread.append("\(subject) map")
      path.registers[target] = .other("map")
    }
    return path
  }

  /// The rule for packets that have one of the keys.
  private func with(
    _ element: FilterSet.Element, from source: UInt32, to target: UInt32?, _ subject: String
  ) -> RuleExpressions? {
    var path = self
    var offset = 0
    while offset < element.key.count {
      guard let content = registers.content(at: source, offset: offset) else { break }
      let end = min(offset + content.length, element.key.count)
      let first = Array(element.key[offset..<end])
      let last = element.last.map { Array($0[min(offset, $0.count)..<min(end, $0.count)]) }
      if let last, last != first {
        RuleCondition(content, .greaterOrEqual, first).apply(to: &path.match.rule)
        RuleCondition(content, .lessOrEqual, last).apply(to: &path.match.rule)
      } else {
        RuleCondition(content, .equal, first).apply(to: &path.match.rule)
      }
      // The parts of a key are padded.
      offset += max((content.length + 3) & ~3, 4)
    }
    switch element.target {
    case .value(let bytes):
      if let target, target != 0 { path.registers.load(bytes, at: target) }
    case .chain(let name): path.match.verdict = .jump(name)
    case .other: return nil
    case nil: break
    }
    return path
  }

  /// NFTA_NAT_TYPE, _FAMILY, _REG_ADDR_MIN, _REG_ADDR_MAX, _REG_PROTO_MIN, _REG_PROTO_MAX
  private mutating func translate(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard fields.number(1, message) == 1 else { return }  // NFT_NAT_DNAT
    let size = fields.number(2, message) == 10 ? 16 : 4  // NFPROTO_IPV6
    func address(_ type: UInt16) -> IPAddress? {
      fields.number(type, message).flatMap { registers.constant(at: $0) }
        .flatMap { $0.count >= size ? $0.span.address(in: 0..<size) : nil }
    }
    match.verdict = .forward
    match.rule.address = address(3)
    let last = address(4)
    match.rule.lastAddress = last == match.rule.address ? nil : last
    match.rule.ports = ports(5, 6, fields, message)
    if match.rule.address == nil, fields.number(3, message) != nil, match.rule.isUnderstood {
      match.rule.unread.append("address")
    }
  }

  /// NFTA_REDIR_REG_PROTO_MIN, _REG_PROTO_MAX
  private mutating func redirect(_ fields: MessageFields, _ message: Span<UInt8>) {
    match.verdict = .forward
    match.rule.isRedirection = true
    match.rule.ports = ports(1, 2, fields, message)
  }

  private mutating func ports(
    _ first: UInt16, _ last: UInt16, _ fields: MessageFields, _ message: Span<UInt8>
  ) -> ClosedRange<UInt16>? {
    func port(_ type: UInt16) -> UInt16? {
      fields.number(type, message).flatMap { registers.constant(at: $0) }
        .flatMap { $0.count >= 2 ? $0.span.bigEndian16(at: 0) : nil }
    }
    guard let low = port(first) else {
      if fields.number(first, message) != nil, match.rule.isUnderstood {
        match.rule.unread.append("port")
      }
      return nil
    }
    let high = port(last) ?? low
    return low <= high ? low...high : low...low
  }

  /// NFTA_MATCH_NAME, _REV, _INFO: a match of iptables.
  private mutating func readMatch(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let name = fields.text(1, message), let info = fields.bytes(3, message) else { return }
    IptablesMatch(String(decoding: name, as: UTF8.self), fields.number(2, message) ?? 0, info)
      .apply(to: &match.rule)
  }

  /// NFTA_TARGET_NAME, _REV, _INFO: a target of iptables.
  private mutating func readTarget(_ fields: MessageFields, _ message: Span<UInt8>) {
    guard let name = fields.text(1, message), let info = fields.bytes(3, message) else { return }
    let target = IptablesTarget(
      String(decoding: name, as: UTF8.self), fields.number(2, message) ?? 0, info)
    if target.apply(to: &match.rule) { match.verdict = .forward }
  }

  /// An expression that loads something which no rule for a port depends on, or that portstat does not know.
  private mutating func readOther(_ name: String, _ fields: MessageFields, _ message: Span<UInt8>) {
    switch name {
    case "fib":
      // NFTA_FIB_DREG, _RESULT: NFT_FIB_RESULT_ADDRTYPE
      guard let register = fields.number(1, message) else { return }
      registers[register] = .other(fields.number(2, message) == 3 ? "fib type" : "fib")
    case "ct", "hash", "numgen", "socket", "osf", "rt", "exthdr", "xfrm", "tunnel", "inner":
      // The target register is the first attribute or the second (of ct and socket).
      for type: UInt16 in [1, 2] {
        if let register = fields.number(type, message), (1...23).contains(register) {
          registers[register] = .other(name)
        }
      }
      if name == "numgen" || name == "hash" { match.rule.conditions.append(name) }
    default: match.rule.conditions.append(name)  // limit, quota, connlimit …
    }
  }
}
