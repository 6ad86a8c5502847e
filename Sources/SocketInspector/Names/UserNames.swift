/// The names of the local users.
public enum UserNames {
  /// The name of a user, as bytes; nil if there is none.
  public static func name(of userID: UInt32) -> [UInt8]? {
    UserDatabase.name(of: userID)
  }

  /// The ID of a user; nil if there is no user of this name.
  public static func userID(of name: String) -> UInt32? {
    UserDatabase.userID(of: name)
  }
}
