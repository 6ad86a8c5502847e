import Glibc

/// A system call that failed.
public struct SystemError: Error, Hashable, Sendable {
  /// What was tried.
  public enum Operation: String, Sendable {
    case open
    case read
    case list
    case write
    case wait = "wait for"
    case signal
    case enter
  }

  /// What the call was for.
  public var operation: Operation
  /// The object of the call: a path, or a name such as `standard output`.
  public var path: String
  /// The error number, see errno(3).
  public var code: Int32

  static let noSuchFile = ENOENT
  static let unsupported = EOPNOTSUPP
  static let malformed = EBADMSG
  /// The code of a netlink socket whose receive buffer was full.
  static let lostMessages = ENOBUFS
  static let notPermitted = EPERM
  /// The code for a list that changed during every attempt to read it.
  static let tryAgain = EAGAIN
  /// The code for a directory of a process in place of a proc tree.
  static let notProcRoot = EXDEV
  /// The code for a network namespace beyond the number that can be read.
  static let tooManyNamespaces = EOVERFLOW
  /// The code for tables that are empty files.
  static let noTables = ENODATA

  /// Creates an error.
  ///
  /// - Parameter code: A number of errno(3).
  public init(_ operation: Operation, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the file or the process does not exist, or no longer exists.
  public var isGone: Bool { code == ENOENT || code == ESRCH || code == ENOTDIR }

  /// Whether the file does not exist.
  var isNoSuchFile: Bool { code == ENOENT }

  /// Whether the file is not a directory.
  var isNotDirectory: Bool { code == ENOTDIR }

  /// Whether the file is not a symbolic link (EINVAL in readlink(2)).
  var isNotSymbolicLink: Bool { operation == .read && code == EINVAL }

  /// Whether permission was denied.
  public var isDenied: Bool { code == EACCES || code == EPERM }

  /// The codes for an address without a route, and for one whose route forbids it: `unreachable` and `prohibit` in
  /// ip-route(8).
  static let withoutRoute = [ENETUNREACH, EHOSTUNREACH, EACCES]

  /// Whether the kernel, or a sandbox such as gVisor, does not have the system call (ENOSYS).
  public var isMissing: Bool { code == ENOSYS }

  /// Whether the kernel lacks a subsystem that is asked for over netlink.
  var isWithoutSubsystem: Bool {
    code == EPROTONOSUPPORT || code == EOPNOTSUPP || code == EINVAL || code == EAFNOSUPPORT
  }

  /// Whether an operation is not permitted (EPERM), whatever the permissions of the file are.
  var isNotPermitted: Bool { code == EPERM }

  /// Whether a limit on open files or memory was reached, of this process or of the machine. The file may
  /// exist, and can be read after the limit is raised.
  public var isLimit: Bool { code == EMFILE || code == ENFILE || code == ENOMEM || code == ENOBUFS }

  /// How to raise the limit that was reached; nil if that is unknown.
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
    let reason =
      switch (operation, code) {
      case (.list, Self.tryAgain): "it kept changing"
      case (.read, Self.notProcRoot):
        "it is the directory of a process; for the container of a process, use /proc/PID/root/proc"
      case (.read, Self.noTables): "its tables are empty: this kernel does not list sockets"
      case (.read, Self.tooManyNamespaces): "more than 65,534 network namespaces are not supported"
      default: text
      }
    let problem = "cannot \(operation.rawValue) \(path): \(reason)"
    return remedy.map { "\(problem); \($0)" } ?? problem
  }
}

/// Makes a system call, again if a signal interrupts it.
///
/// - Returns: The result, or the negated `errno` if it is -1.
@inline(__always)
func retryingOnInterrupt<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { return Result(-code) }
  }
}
