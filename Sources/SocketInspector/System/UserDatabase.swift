internal import CLinux
import Glibc

/// The user database of this machine, see getpwnam_r(3) and nsswitch.conf(5). It may include LDAP and others.
enum UserDatabase {
  /// The name of a user; nil if there is none, or the database cannot be read.
  static func name(of userID: UInt32) -> [UInt8]? {
    unsafe entry { entry, room, size, result in
      unsafe getpwuid_r(userID, entry, room, size, result)
    } reading: {
      unsafe $0.pw_name.map { unsafe Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }

  /// The home directory of a user; nil without one, or if the database cannot be read.
  static func home(of userID: UInt32) -> String? {
    unsafe entry { entry, room, size, result in
      unsafe getpwuid_r(userID, entry, room, size, result)
    } reading: {
      unsafe $0.pw_dir.map { unsafe String(cString: $0) }
    }
  }

  /// The UID of a user; nil if there is no such user, or the database cannot be read.
  static func userID(of name: String) -> UInt32? {
    unsafe entry { entry, room, size, result in
      unsafe name.withCString { name in
        unsafe getpwnam_r(name, entry, room, size, result)
      }
    } reading: {
      unsafe $0.pw_uid
    }
  }

  /// Whether users can be looked up. In an executable without a dynamic loader, glibc crashes when it loads a
  /// module of nsswitch.conf(5), such as `systemd` for a user that is not in `/etc/passwd`. There, only
  /// `/etc/passwd` is used.
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
