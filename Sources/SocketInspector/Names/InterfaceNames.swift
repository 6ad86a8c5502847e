/// The names of network interfaces.
public enum InterfaceNames {
  /// The names by index, in the network namespace of the calling thread: if_nameindex(3). A name has at most
  /// 15 bytes, none of them NUL, `/` or whitespace. Empty if the names cannot be read.
  public static var all: [UInt32: [UInt8]] { InterfaceDatabase.names }
}
