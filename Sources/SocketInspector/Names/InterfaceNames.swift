/// The names of network interfaces.
public enum InterfaceNames {
  /// The names by index, in the network namespace of the calling thread: if_nameindex(3). A name has at most
  /// 15 bytes, none of them NUL, `/` or whitespace. Empty if the names cannot be read.
  public static var all: [UInt32: [UInt8]] { InterfaceDatabase.names }

  /// The index of an interface, in the network namespace of the calling thread: if_nametoindex(3). Also
  /// accepts the index itself in decimal digits. nil if there is no such interface.
  public static func index(of name: String) -> UInt32? {
    InterfaceDatabase.index(of: name)
      ?? (name.isDecimal ? UInt32(name) : nil).flatMap { $0 == 0 ? nil : $0 }
  }
}
