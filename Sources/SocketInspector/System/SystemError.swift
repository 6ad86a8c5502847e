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

  public init(_ operation: Operation, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or the process is not there, or not there any more.
  public var isGone: Bool { code == ENOENT || code == ESRCH || code == ENOTDIR }

  /// Whether something else stands where a directory has to be.
  var isNoDirectory: Bool { code == ENOTDIR }

  /// Whether a right is missing.
  public var isDenied: Bool { code == EACCES || code == EPERM }
}

extension SystemError: CustomStringConvertible {
  /// `cannot open /proc/net/tcp: Permission denied`
  public var description: String {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return "cannot \(operation.rawValue) \(path): \(reason)"
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
