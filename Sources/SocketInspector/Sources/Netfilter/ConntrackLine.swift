/// A line of `/proc/net/nf_conntrack`, which `ct_seq_show` in the kernel's `net/netfilter/nf_conntrack_standalone.c`
/// writes, and of `/proc/net/ip_conntrack` before Linux 4.9, which lacks the first two fields:
///
///     ipv4     2 tcp      6 431999 ESTABLISHED src=10.0.0.2 dst=192.0.2.7 sport=57036 dport=80
///       src=192.0.2.7 dst=10.0.0.1 sport=80 dport=57036 [ASSURED] mark=0 zone=0 use=2
///
/// in one line. `[UNREPLIED]` stands before the second ends. The time is absent if a flow table or hardware forwards the
/// packets.
enum ConntrackLine {
  /// The ends of a packet, as far as they were read.
  private struct PartialEnds {
    var source: IPAddress?
    var destination: IPAddress?
    var sourcePort: UInt16 = 0
    var destinationPort: UInt16 = 0

    var ends: AddressTranslation.Ends? {
      guard let source, let destination, source.family == destination.family else { return nil }
      return AddressTranslation.Ends(
        source: .ip(source, port: sourcePort), destination: .ip(destination, port: destinationPort))
    }

    /// - Returns: False if the value is malformed.
    mutating func set(_ key: Substring, _ value: Substring) -> Bool {
      switch key {
      case "src":
        source = IPAddress(String(value))
        return source != nil
      case "dst":
        destination = IPAddress(String(value))
        return destination != nil
      case "sport":
        guard let port = UInt16(value) else { return false }
        sourcePort = port
      case "dport":
        guard let port = UInt16(value) else { return false }
        destinationPort = port
      default: break
      }
      return true
    }
  }

  /// Parses a line without its newline.
  ///
  /// - Throws: ``ParseError`` for a malformed line.
  static func parse(_ line: Span<UInt8>) throws(ParseError) -> AddressTranslation {
    let text = String(decoding: line.copy, as: UTF8.self)
    let words = text.split(separator: " ")
    var next = words.first == "ipv4" || words.first == "ipv6" ? 2 : 0
    next += 1  // the name of the protocol
    guard next < words.count, let number = UInt8(words[next]) else {
      throw error(.protocolNumber, at: next, of: words, text)
    }
    next += 1
    var (secondsLeft, state): (UInt64?, String?)
    if next < words.count, let seconds = seconds(words[next]) {
      secondsLeft = seconds
      next += 1
    }
    var ends: [PartialEnds] = []
    var flags: Set<Substring> = []
    while next < words.count {
      let word = words[next]
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        if parts[0] == "src" { ends.append(PartialEnds()) }
        // `timeout=30,` of GRE stands before the ends.
        if !ends.isEmpty, !ends[ends.count - 1].set(parts[0], parts[1]) {
          throw error(.connectionEnds, at: next, of: words, text)
        }
      } else if word.hasPrefix("[") {
        flags.insert(word)
      } else if ends.isEmpty, state == nil {
        state = String(word)
      }
      next += 1
    }
    guard ends.count == 2, let original = ends[0].ends, let reply = ends[1].ends else {
      throw error(.connectionEnds, at: words.count, of: words, text)
    }
    return AddressTranslation(
      transport: TransportProtocol(number: number), original: original, reply: reply,
      state: state, secondsLeft: secondsLeft, isReplied: !flags.contains("[UNREPLIED]"),
      isAssured: flags.contains("[ASSURED]"))
  }

  /// The time left. Kernels before 4.15 may print that of an entry that has expired as a negative number.
  private static func seconds(_ word: Substring) -> UInt64? {
    Int64(word).map { UInt64(max($0, 0)) }
  }

  /// The error at a word, or at the end of the line.
  private static func error(
    _ field: ParseError.Field, at index: Int, of words: [Substring], _ text: String
  ) -> ParseError {
    let place = index < words.count ? words[index].startIndex : text.endIndex
    let offset = text.utf8.distance(from: text.startIndex, to: place)
    return ParseError(field: field, column: offset + 1)
  }
}
