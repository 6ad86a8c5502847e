import Foundation
import TestSupport

@testable import SocketInspector
@testable import portstat

extension FuzzTarget {
  /// A command line, whose words are separated by NUL.
  static let options = FuzzTarget(name: "options") { input in
    let words = input.split(separator: 0, omittingEmptySubsequences: false).map(\.text)
    let outcome = outcome(of: words)
    if let first = words.first, let other = otherSpelling(of: first) {
      require(FuzzTarget.outcome(of: other + words.dropFirst()), is: outcome, "\(other)")
    }
  } seeds: {
    Example.all.map { Array($0.command.split(separator: "|")[0].utf8) }
      .map { $0.split(separator: UInt8(ascii: " ")).dropFirst().joined(separator: [0]) }
      .map { $0.filter { $0 != UInt8(ascii: "'") } } + OptionTable.all.flatMap(spellings)
      + habits.map { Array($0.utf8) }
  }

  /// What users of other programs type, with NUL between words.
  private static let habits = [
    "state\0established", "( dport = :https or sport = :443 )", "not\0dst\0[2001:db8::1]:53",
    "sport\0>=\0:1024\0&&\0src\010.0.0.0/8", "-nP\0-iTCP@10.0.0.9:80,443\0-sTCP:LISTEN",
    "-ti:8080", "https://app@localhost:8443/path", "--dport\0443", "-c\05", "-A\0inet",
  ]

  private static func spellings(of option: portstat.Option) -> [[UInt8]] {
    guard case .required(let placeholder, let completion) = option.argument else {
      return ["--\(option.long)"].map { Array($0.utf8) }
    }
    var values = [placeholder.lowercased(), "^1", "1,22"]
    if case .word(let words) = completion { values += words }
    if case .list(let words) = completion { values += words }
    return values.map { Array("--\(option.long)=\($0)".utf8) }
  }

  /// The result of a command line as text, as far as it can be compared.
  private static func outcome(of words: [String]) -> String {
    do throws(UsageError) {
      let arguments = try OptionParser(options: OptionTable.all).parse(words)
      // The user database of the machine must not affect the result.
      let settings = try Settings(arguments, on: Terminal()) { $0 == "root" ? 0 : nil }
      require(settings.columns.isEmpty == (settings.mode != .list), "columns")
      if let seconds = settings.watchInterval { require(0.1...86400 ~= seconds, "\(seconds)") }
      let query = settings.query
      for table in SocketTable.ID.allCases {
        let selection = InetDiagPlan(query.filter, table)
        require(!selection.dumps.isEmpty, "no dump")
      }
      let keys = settings.columns.map(\.key) + settings.output.sortKeys.map { "\($0)" }
      return "\(settings.mode) \(settings.watchInterval as Any) \(query.procPath ?? "") "
        + "\(query.source) \(settings.output.format) \(keys) \(matches(query.filter))"
    } catch {
      require(!error.description.isEmpty, "no message")
      var note: [UInt8] = []
      Escaping.appendText(Array(error.description.utf8), to: &note)
      requireHarmless(note, "\(words)")
      return error.description
    }
  }

  /// The indices of the recorded sockets that match a filter.
  private static func matches(_ filter: Filter) -> [Int] {
    samples.indices.filter { filter.matches(samples[$0]) && filter.matches(samples[$0], .inbound) }
  }

  private static let samples: [SocketEntry] = {
    let lines = (try? Fixtures.tableLines()) ?? []
    let sockets = lines.compactMap { table, line -> SocketEntry? in
      let format = ProcNetInetLine(
        table: table.hasPrefix("tcp") ? .tcp : .udp,
        family: table.hasSuffix("6") ? .ipv6 : .ipv4)
      return try? format.parse(Array(line).span, isTerminated: true)
    }
    require(sockets.count > 100, "recorded sockets: \(sockets.count)")
    return stride(from: 0, to: sockets.count, by: 4).map { sockets[$0] }
  }()

  /// An equivalent spelling: `--name value` for `--name=value`, `-a -b -c` for `-abc`; nil if there is none.
  private static func otherSpelling(of word: String) -> [String]? {
    if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
      let name = String(word[..<equals])
      let option = OptionTable.all.first { "--\($0.long)" == name }
      guard case .required = option?.argument else { return nil }
      return [name, String(word[word.index(after: equals)...])]
    }
    let letters = word.dropFirst().map { letter in
      OptionTable.all.first { $0.short == letter }
    }
    let isBundle = letters.allSatisfy { if case .none? = $0?.argument { true } else { false } }
    guard word.hasPrefix("-"), letters.count > 1, isBundle else { return nil }
    return word.dropFirst().map { "-\($0)" }
  }
}
