/// The names of this machine's users.
public enum UserNames {
  /// The name of a user, as bytes; nil when the machine knows none.
  public static func name(of userID: UInt32) -> [UInt8]? {
    UserDatabase.name(of: userID)
  }

  /// The number of a user; nil when the machine knows none of this name.
  public static func userID(of name: String) -> UInt32? {
    UserDatabase.userID(of: name)
  }
}
