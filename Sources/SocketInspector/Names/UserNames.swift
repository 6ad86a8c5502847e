/// The names of users in the user database of this machine, see nsswitch.conf(5).
public enum UserNames {
  /// The name of a user, as bytes; nil if there is none, or the database cannot be read.
  public static func name(of userID: UInt32) -> [UInt8]? {
    UserDatabase.name(of: userID)
  }

  /// The UID of a user; nil if there is no such user, or the database cannot be read.
  public static func userID(of name: String) -> UInt32? {
    UserDatabase.userID(of: name)
  }
}
