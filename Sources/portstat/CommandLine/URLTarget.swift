import SocketInspector

/// The host and port of a URL, as a selector.
enum URLTarget {
  /// `localhost:8080` for `http://localhost:8080/index.html`, `udp/10.0.0.7:53` for `udp://10.0.0.7:53`; nil if a
  /// word is not a URL.
  static func selector(_ word: String) -> String? {
    let parts = word.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, parts[1].isEmpty, parts[0].hasSuffix(":"), !parts[2].isEmpty else {
      return nil
    }
    let scheme = parts[0].dropLast()
    guard scheme.first?.isLetter == true else { return nil }
    // Without the user, as in `postgres://app@10.0.0.7:5432/db`.
    let host = parts[2].split(separator: "@").last ?? parts[2]
    let hasPort = host.hasSuffix("]") ? false : host.contains(":")
    if let table = SocketTable.ID(rawValue: scheme.lowercased()) {
      return "\(table.rawValue)/\(host)"
    }
    return hasPort ? String(host) : "\(host):\(scheme.lowercased())"
  }
}
