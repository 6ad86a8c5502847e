import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable {
  public enum Operation: String, Sendable {
    case open
    case read
    case list
    case write
    case wait = "wait for"
  }

  public var operation: Operation
  /// What it was called on: a path, or `standard output`.
  public var path: String
  /// The `errno` it left.
  public var code: Int32

  static let noSuchFile = ENOENT
  static let unsupported = EOPNOTSUPP
  /// What is listed changed each time while it was listed.
  static let tryAgain = EAGAIN

  public init(_ operation: Operation, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or the process is not there, or not there any more.
  public var isGone: Bool { code == ENOENT || code == ESRCH || code == ENOTDIR }

  /// Whether something else stands where a directory has to be.
  var isNoDirectory: Bool { code == ENOTDIR }

  /// Whether the file is not a symbolic link.
  var isNoLink: Bool { operation == .read && code == EINVAL }

  /// Whether a right is missing.
  public var isDenied: Bool { code == EACCES || code == EPERM }

  /// Whether a limit on this process or this machine is reached, on open files or on memory. What
  /// failed exists, and can be read as soon as the limit is raised.
  public var isLimit: Bool { code == EMFILE || code == ENFILE || code == ENOMEM || code == ENOBUFS }

  /// How to raise the limit that was reached; nil where no single setting is known.
  private var remedy: String? {
    switch code {
    case EMFILE: "raise the limit with ulimit -n"
    case ENFILE: "raise the limit with sysctl fs.file-max"
    case EFBIG: "if a limit is set, raise it with ulimit -f"
    default: nil
    }
  }
}

extension SystemError: CustomStringConvertible {
  /// `cannot open /proc/net/tcp: Permission denied`,
  /// `cannot open /proc: Too many open files; raise the limit with ulimit -n`
  public var description: String {
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    let reason = operation == .list && code == Self.tryAgain ? "it kept changing" : text
    let problem = "cannot \(operation.rawValue) \(path): \(reason)"
    return remedy.map { "\(problem); \($0)" } ?? problem
  }
}

/// Calls a system function until no signal interrupts it.
///
/// - Returns: Its result, or the negated `errno`.
@inline(__always)
func retryingOnInterrupt<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { return Result(-code) }
  }
}
