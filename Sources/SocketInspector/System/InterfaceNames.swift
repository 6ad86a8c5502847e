import Glibc

/// The network interfaces of this machine.
public enum InterfaceNames {
  /// The names by number, in the network namespace that this thread is in: if_nameindex(3). A name
  /// is 15 bytes at most, of any but NUL, `/` and blanks. Empty where the kernel does not tell.
  public static var all: [UInt32: [UInt8]] {
    guard let interfaces = unsafe if_nameindex() else { return [:] }
    defer { unsafe if_freenameindex(interfaces) }
    var names: [UInt32: [UInt8]] = [:]
    var entry = unsafe interfaces
    while let name = unsafe entry.pointee.if_name {
      unsafe names[entry.pointee.if_index] = Array(
        UnsafeRawBufferPointer(start: name, count: strlen(name)))
      unsafe entry += 1
    }
    return names
  }
}
