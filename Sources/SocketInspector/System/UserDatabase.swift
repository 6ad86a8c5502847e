internal import CLinux
import Glibc

/// The users of this machine as getpwuid_r(3) and getpwnam_r(3) know them, LDAP and others
/// included.
enum UserDatabase {
  /// The name of a user; nil when there is none, or the database cannot be asked.
  static func name(of userID: UInt32) -> [UInt8]? {
    unsafe entry { entry, room, size, result in
      unsafe getpwuid_r(userID, entry, room, size, result)
    } reading: {
      unsafe $0.pw_name.map { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// The number of a user; nil when there is none of this name.
  static func userID(of name: String) -> UInt32? {
    unsafe entry { entry, room, size, result in
      unsafe name.withCString { name in
        unsafe getpwnam_r(name, entry, room, size, result)
      }
    } reading: {
      unsafe $0.pw_uid
    }
  }

  /// An executable without a dynamic loader cannot load the modules of nsswitch.conf(5): glibc's attempt
  /// ends in a crash, for example with the module `systemd` for a user that /etc/passwd lacks. It asks
  /// /etc/passwd alone.
  private static let isConfigured: Bool = {
    if getauxval(UInt(AT_BASE)) != 0 { return true }  // the loader's address
    return unsafe __nss_configure_lookup("passwd", "files") == 0
  }()

  private static func entry<Value>(
    _ lookUp: (
      UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32,
    reading: (passwd) -> Value?
  ) -> Value? {
    guard isConfigured else { return nil }
    var size = 1024
    while size <= 1 << 20 {
      var entry = unsafe passwd()
      var result: UnsafeMutablePointer<passwd>? = nil
      var value: Value?
      let code = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { room in
        guard let room = room.baseAddress else { return ENOMEM }
        let code = unsafe lookUp(&entry, room, size, &result)
        if code == 0, unsafe result != nil { value = unsafe reading(entry) }
        return code
      }
      if code == ERANGE { size *= 4 } else if code != EINTR { return value }
    }
    return nil
  }
}
