import Glibc

/// The network interfaces of this machine, see if_nameindex(3).
enum InterfaceDatabase {
  /// The index of an interface, see if_nametoindex(3); nil if there is no such interface.
  static func index(of name: String) -> UInt32? {
    if name.utf8.contains(0) { return nil }  // A C string would end here.
    let index = unsafe if_nametoindex(name)
    return index == 0 ? nil : index
  }

  /// The names by index; empty if they cannot be read.
  static var names: [UInt32: [UInt8]] {
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
