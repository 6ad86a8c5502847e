/// Why owners could not be found with BPF.
enum BPFError: Error, Hashable, Sendable {
  /// A system call failed: the kernel, its configuration or a sandbox does not allow it.
  case refused(SystemError)
  /// The kernel's type information is malformed, or of a newer format.
  case malformedTypes
  /// The kernel has no type, function or member of a type with this name.
  case missing(String)
  /// There are more descriptors than BPF is used for, or more in one process than one run of a program can
  /// read.
  case tooManyDescriptors
  /// The tree is not that of this process's PID namespace, or hides processes.
  case unsuitableTree
}

extension BPFError: CustomStringConvertible {
  var description: String {
    switch self {
    case .refused(let error): "\(error)"
    case .malformedTypes: "cannot read the kernel's type information (BTF): invalid format"
    case .missing(let name): "this kernel has no \(name)"
    case .tooManyDescriptors: "too many file descriptors"
    case .unsuitableTree: "/proc hides processes or belongs to another PID namespace"
    }
  }
}
