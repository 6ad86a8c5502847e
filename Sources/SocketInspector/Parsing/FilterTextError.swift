/// Text that is not a valid filter, or not a valid part of one, such as a selector, port, address or network. The description is one line that names the
/// invalid text and what was expected.
public struct FilterTextError: Error, Hashable, Sendable {
  /// What is wrong with ``text``.
  public enum Problem: Hashable, Sendable {
    /// A word of a list is empty, or nothing follows `^`.
    case emptyValue
    /// Neither a number, nor a range, nor the name of a service.
    case port
    /// A port above 65535.
    case portOutOfRange
    /// A range whose ends are in the wrong order; `expected` has them in the right one.
    case backwardRange(expected: String)
    /// The name of a protocol without a port.
    case missingPort
    /// Not an IPv4 or IPv6 address.
    case address
    /// A prefix length that the address in front of it cannot have; `longest` is 32 or 128.
    case prefixLength(longest: Int)
    /// Nothing follows `%`, which separates an address from the name of an interface.
    case missingInterface
    /// Not an address in brackets, followed by a port.
    case brackets
    /// A selector with two protocols.
    case secondProtocol
    /// Not one of the words for a property; `kind` names it, such as `state` or `scope`.
    case word(kind: String, choices: [String])
    /// Not a PID.
    case pid
    /// Not the name or the number of a user.
    case user
    /// Not a name, PID or inode number of a network namespace.
    case namespace
    /// An option that does not choose sockets.
    case option
    /// An option without its value.
    case missingValue
    /// A quote that is not closed, or nothing after a backslash.
    case openQuote
    /// Text that stands for `count` values, such as `localhost` or the name of a service with several ports,
    /// where only one is possible; `use` names a function that returns all.
    case ambiguous(kind: String, count: Int, use: String)
  }

  /// The invalid text.
  public let text: String
  /// What is wrong with it.
  public let problem: Problem

  init(_ text: some StringProtocol, _ problem: Problem) {
    self.text = String(text)
    self.problem = problem
  }
}

extension FilterTextError: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .emptyValue: text.isEmpty ? "empty value" : "empty value in '\(text)'"
    case .port: "invalid port '\(text)': expected a number, a range or the name of a service"
    case .portOutOfRange: "invalid port '\(text)': expected 0 to 65535"
    case .backwardRange(let expected): "invalid range '\(text)': expected \(expected)"
    case .missingPort: "invalid port '\(text)': expected \(text.lowercased())/PORT"
    case .address:
      "invalid address '\(text)': expected an address or a network such as 10.0.0.0/8\(portHint)"
    case .prefixLength(let longest):
      "invalid network '\(text)': expected a prefix length from 0 to \(longest)"
    case .missingInterface:
      "invalid address '\(text)': expected the name of an interface after %"
    case .brackets: "invalid selector '\(text)': expected an address and a port such as [::1]:631"
    case .secondProtocol: "invalid selector '\(text)': expected one protocol"
    case .word(let kind, let choices):
      "invalid \(kind) '\(text)': expected \(choices.dropLast().joined(separator: ", ")) or "
        + (choices.last ?? "")
    case .pid: "invalid PID '\(text)': expected 1 to 2147483647"
    case .user: "invalid user '\(text)': expected a user name or UID"
    case .namespace:
      "invalid network namespace '\(text)': expected a name in /run/netns, a PID, an inode "
        + "number, container:NAME or all"
    case .option:
      "invalid option '\(text)': expected one that chooses sockets, such as -l or --state"
    case .missingValue: "invalid option '\(text)': expected a value, as in \(text)=VALUE"
    case .openQuote: "invalid filter '\(text)': expected a closing quote"
    case .ambiguous(let kind, let count, let use):
      "invalid \(kind) '\(text)': stands for \(count) \(kind)s; use \(use)"
    }
  }

  /// For a number where an address belongs, as in `80:`, how to write a port.
  private var portHint: String { text.isDecimal ? "; for port \(text) use :\(text)" : "" }
}

extension StringProtocol {
  /// Whether the text consists of the digits 0 to 9, without a sign.
  package var isDecimal: Bool {
    !isEmpty && utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}
