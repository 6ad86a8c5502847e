internal import CLinux
import Glibc

/// A call of bpf(2). The attributes of each command are at fixed offsets of `union bpf_attr` in the kernel's
/// `include/uapi/linux/bpf.h`.
struct BPFCall {
  enum Command: Int32 {
    case createMap = 0
    case loadProgram = 5
    case createLink = 28
    case createIterator = 33
  }

  /// How often a call is made that fails with EAGAIN, as the verifier does if a signal arrives (bpf(2)).
  private static let maxAttempts = 5

  private let command: Command
  private let name: String
  private var attributes = [UInt8](repeating: 0, count: 128)

  /// - Parameter name: The name for error messages.
  init(_ command: Command, _ name: String) {
    self.command = command
    self.name = name
  }

  mutating func set(_ value: Int32, at offset: Int) {
    var bytes: [UInt8] = []
    bytes.append(native: UInt32(bitPattern: value))
    attributes.replaceSubrange(offset..<offset + 4, with: bytes)
  }

  /// Sets the name of a map or a program, of 15 bytes at most (BPF_OBJ_NAME_LEN).
  mutating func set(_ text: String, at offset: Int) {
    let bytes = Array(text.utf8.prefix(15))
    attributes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  }

  /// Sets an address. The memory has to exist until the call.
  mutating func set(_ address: UnsafeRawPointer?, at offset: Int) {
    var bytes: [UInt8] = []
    bytes.append(native: UInt64(UInt(bitPattern: address)))
    attributes.replaceSubrange(offset..<offset + 8, with: bytes)
  }

  /// Makes the call, which opens a descriptor that is closed on exec.
  ///
  /// - Throws: ``SystemError`` with `load`.
  func descriptor() throws(SystemError) -> FileDescriptor { try descriptor(result()) }

  /// - Parameter result: What ``result()`` returned.
  func descriptor(_ result: Int32) throws(SystemError) -> FileDescriptor {
    guard result >= 0 else { throw SystemError(.load, name, code: -result) }
    return FileDescriptor(adopting: result, path: name)
  }

  /// Makes the call.
  ///
  /// - Returns: The number of a descriptor, or the negated `errno`.
  func result() -> Int32 {
    var attributes = attributes
    var result: Int32 = -1
    for _ in 0..<Self.maxAttempts {
      result = unsafe attributes.withUnsafeMutableBytes { bytes in
        retryingOnInterrupt {
          unsafe linux_bpf(command.rawValue, bytes.baseAddress, UInt32(bytes.count))
        }
      }
      if result != -EAGAIN { break }
    }
    return result
  }
}
