import SocketInspector

/// The causes for which owners of sockets are hidden, as text for notes.
struct HiddenOwnerCauses: Equatable {
  private struct Cause: Equatable {
    let phrase: String
    /// How to run portstat without the cause; nil if there is no way or it is not known.
    var remedy: String?
    /// The number of processes; nil if it is unknown.
    var count: Int?
  }

  private var causes: [Cause] = []
  /// The first error that has no known cause, such as a limit that was reached.
  private var error: String?

  /// - Parameter withCounts: Whether the text contains counts and positions.
  init(_ issues: [Issue], in procPath: String, withCounts: Bool) {
    for issue in issues {
      switch issue {
      case .unreadableProcesses(let count, _, let cause?):
        add(cause, withCounts && cause != .hidepid ? count : nil)
      case .unreadableProcesses(_, let error, nil):
        self.error = self.error ?? "\(withCounts ? error : error.ofAnyProcess(procPath))"
      case .hiddenProcesses: add(.hidepid, nil)
      case .processesOutsideNamespace: add(.pidNamespace, nil)
      case .unlistedProcesses:
        causes.append(Cause(phrase: "some processes are not listed", remedy: Self.asRoot))
      default: break
      }
    }
  }

  var isEmpty: Bool { causes.isEmpty && error == nil }

  /// The text after the fact: the causes in parentheses, each with its number of processes if there are
  /// several, and the remedy.
  ///
  /// - Parameter purpose: What the remedy is for: `to see them`.
  func text(_ purpose: String) -> String {
    if causes.isEmpty { return error.map { ": \($0)" } ?? "" }
    let isMixed = causes.count > 1 || error != nil
    let phrases = causes.map { cause in
      guard isMixed, let count = cause.count else { return cause.phrase }
      return cause.phrase + " for \(count.counted("process", "processes"))"
    }
    let remedies = causes.compactMap(\.remedy).reduce(into: [String]()) { list, remedy in
      if !list.contains(remedy) { list.append(remedy) }
    }
    let remedy =
      remedies.isEmpty ? "" : "; run \(remedies.joined(separator: " and ")) \(purpose)"
    return " (\((phrases + [error].compactMap { $0 }).joined(separator: ", ")))\(remedy)"
  }

  private mutating func add(_ cause: HiddenOwnerCause, _ count: Int?) {
    if let index = causes.firstIndex(where: { $0.phrase == Self.phrase(cause) }) {
      causes[index].count = causes[index].count ?? count
    } else {
      causes.append(Cause(phrase: Self.phrase(cause), remedy: Self.remedy(cause), count: count))
    }
  }

  private static func phrase(_ cause: HiddenOwnerCause) -> String {
    switch cause {
    case .permission: "permission denied"
    case .missingCapability: "permission denied without CAP_SYS_PTRACE"
    case .missingReadCapability: "permission denied without CAP_DAC_READ_SEARCH"
    case .hidepid: "/proc is mounted with hidepid"
    case .pidNamespace: "processes outside this PID namespace cannot be seen"
    case .userNamespace: "permission denied outside this user namespace"
    case .protected: "permission denied even with CAP_SYS_PTRACE"
    }
  }

  private static func remedy(_ cause: HiddenOwnerCause) -> String? {
    switch cause {
    case .permission: "as root"
    case .missingCapability: "with CAP_SYS_PTRACE"
    case .missingReadCapability: "with CAP_DAC_READ_SEARCH"
    case .hidepid: asRoot
    case .pidNamespace: "on the host"
    case .userNamespace: "outside this user namespace"
    case .protected: nil
    }
  }

  private static var asRoot: String { CurrentUser.isRoot ? "with CAP_SYS_PTRACE" : "as root" }
}
