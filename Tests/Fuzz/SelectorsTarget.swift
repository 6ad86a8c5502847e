import Foundation
import TestSupport

@testable import SocketInspector
@testable import portstat

extension FuzzTarget {
  /// Selectors and the values of filters. The first byte selects the parser.
  static let selectors = FuzzTarget(name: "selectors") { input in
    guard let head = input.first else { return }
    let text = input.dropFirst().text
    do throws(UsageError) {
      switch head % 7 {
      case 0: try checkSelectors(text)
      case 1: try checkPorts(text)
      case 2: try checkNetwork(text)
      case 3: try checkStates(text)
      case 4: checkPattern(input.dropFirst())
      case 5:
        let pid = try ValueParser.parse(text, Filter.pid)
        require(Int32(text), is: pid, "PID")
      default:
        let seconds = try ValueParser.interval(text)
        require(0.1...86400 ~= seconds, "\(seconds)")
      }
    } catch {
      var note: [UInt8] = []
      Escaping.appendText(Array(error.description.utf8), to: &note)
      requireHarmless(note, text)
      require(!note.isEmpty, "no message")
    }
  } seeds: {
    let ends = try Fixtures.tableLines().compactMap { ReferenceRow($0.line.text) }
      .map { "tcp/\($0.localPort),:\($0.remotePort),udp:1-\($0.remotePort)" }
    let values: [(kind: UInt8, values: [String])] = [
      (
        0,
        ends + [
          "[::1]:631", "10.0.0.7:", "10.0.0.0/8:22", "::1", "::1/64:22", "*:*", "dns",
          "[fe80::1%eth0]:22", "*%lo:53", "localhost:80", "80/tcp", "^1024-", ":::80",
        ]
      ),
      (1, ["443", "8000-8100", "https", "9-1", "65536"]),
      (2, ["10.0.0.0/8", "2001:db8::/32", "[::1]", "::ffff:1.2.3.4/100", "1.2.3.4/33"]),
      (3, StateNames.words), (4, ["nginx*\0nginx: worker", "?a*b?\0\u{e9}aXbbc", "\0"]),
      (5, ["1", "2147483648"]), (6, ["0.1", "5", ".", "1e3"]),
    ]
    return values.flatMap { kind, values in values.map { [kind] + Array($0.utf8) } }
  }

  /// Checks that a valid selector, written in full, parses to the same selector.
  private static func checkSelectors(_ text: String) throws(UsageError) {
    let criterion = try SelectorParser.selectors(text)
    require(!criterion.isEmpty, "no selector in \(text)")
    for selector in criterion.included + criterion.excluded {
      let table = selector.ports?.table.map { "\($0.rawValue)/" } ?? ""
      let network = selector.network.map(written) ?? "*"
      let ports = selector.ports.map { "\($0.ports.lowerBound)-\($0.ports.upperBound)" } ?? "*"
      let written = "\(table)\(network):\(ports)"
      require(try SelectorParser.selectors(written).included, is: [selector], written)
    }
  }

  /// An interface whose name has a comma cannot be part of a list.
  private static func written(_ network: IPNetwork) -> String {
    var zone = ""
    if case .name(let name) = network.zone { zone = "%\(name)" }
    return "[\(network.address)\(zone)]/\(network.prefixLength)"
  }

  private static func checkPorts(_ text: String) throws(UsageError) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = ends.compactMap { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? UInt16($0) : nil }
    let isRange = numbers.count == ends.count && numbers.count <= 2 && numbers.sorted() == numbers
    let patterns = try ValueParser.parse(text, PortPattern.patterns)
    if ends.count == 2, ends[1].isEmpty, numbers.count == 1 {
      require(patterns, is: [PortPattern(numbers[0]...65535)], "open range")
    } else if isRange {
      require(patterns, is: [PortPattern(numbers[0]...numbers[numbers.count - 1])], "ports")
    } else {
      require(patterns, is: ServiceTable.ports(named: text.uppercased()), "service")
      require(!patterns.isEmpty && text.contains { !$0.isNumber }, "ports of \(text)")
    }
  }

  private static func network(_ text: String) throws(UsageError) -> IPNetwork {
    try ValueParser.parse(text) { (text) throws(FilterTextError) in try IPNetwork(text) }
  }

  private static func checkNetwork(_ text: String) throws(UsageError) {
    let network = try Self.network(text)
    require(0...network.address.bitCount ~= network.prefixLength, "\(network)")
    require(network.contains(network.address), "\(network)")
    let text = written(network)
    require(try Self.network(text), is: network, text)
  }

  private static func checkStates(_ text: String) throws(UsageError) {
    let states = try StateNames.states(text)
    require(!states.isEmpty, "no states in \(text)")
    require(try StateNames.states(text.uppercased()), is: states, "upper case")
    for case let state? in states where SocketState.named.contains(state) {
      require(try StateNames.states(state.label).contains(state), state.label)
    }
  }

  /// Checks a pattern and a name, which are separated by NUL.
  private static func checkPattern(_ input: ArraySlice<UInt8>) {
    let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let pattern = parts[0].text
    let name = parts.count == 2 ? Array(parts[1]) : []
    let result = NamePattern(pattern).matches(name)
    require(result, is: naiveMatch(Array(pattern.utf8), name), "\(pattern) on \(name)")
  }

  /// Computes for each suffix of the pattern and each suffix of the name whether they match.
  private static func naiveMatch(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var fits = Array(
      repeating: Array(repeating: false, count: name.count + 1), count: pattern.count + 1)
    fits[pattern.count][name.count] = true
    for index in pattern.indices.reversed() {
      for position in (0...name.count).reversed() {
        switch pattern[index] {
        case UInt8(ascii: "*"):
          fits[index][position] =
            fits[index + 1][position] || (position < name.count && fits[index][position + 1])
        case UInt8(ascii: "?"):
          let rest = name[position...].dropFirst()
          let next = rest.firstIndex { $0 >> 6 != 0b10 } ?? name.count
          fits[index][position] = position < name.count && fits[index + 1][next]
        case let byte:
          fits[index][position] =
            position < name.count && name[position] == byte && fits[index + 1][position + 1]
        }
      }
    }
    return fits[0][0]
  }
}
