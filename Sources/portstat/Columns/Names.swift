import SocketInspector

/// The names of users and network interfaces that columns show, looked up once for all rows.
final class Names: Sendable {
  /// Whether columns leave out the names of services, users and interfaces.
  let isNumeric: Bool
  private let users: [UInt32: [UInt8]]
  private let showsInterfaces: Bool
  /// The interfaces; nil until the first name is shown, because hardly any socket has one.
  private let interfaces: LockedValue<[UInt32: [UInt8]]?>

  /// - Parameters:
  ///   - requirements: Which kinds of names are needed.
  ///   - userIDs: Returns the users whose names are needed; not called if no user names are.
  init(isNumeric: Bool, _ requirements: Requirements, userIDs: () -> [UInt32]) {
    self.isNumeric = isNumeric
    var names: [UInt32: [UInt8]] = [:]
    let needsUsers =
      requirements.contains(.userNames) || requirements.contains(.hiddenOwnerHints)
    if needsUsers, !isNumeric {
      for userID in Set(userIDs()) { names[userID] = UserNames.name(of: userID) }
    }
    users = names
    showsInterfaces = requirements.contains(.interfaceNames) && !isNumeric
    interfaces = LockedValue(nil)
  }

  /// A copy for another thread, so that threads do not contend for one reference count.
  init(copying other: Names) {
    isNumeric = other.isNumeric
    users = other.users
    showsInterfaces = other.showsInterfaces
    interfaces = LockedValue(other.interfaces.withLock { $0 })
  }

  /// The name of a user; null if there is none, and with ``isNumeric``.
  func user(_ userID: UInt32?) -> Value { .text(userID.flatMap { users[$0] }) }

  /// The name of an interface; its index with ``isNumeric``, and if it no longer exists.
  func interface(_ index: UInt32?) -> Value { .text(interfaceName(index)) }

  /// The bytes of ``interface(_:)``; nil without an interface.
  func interfaceName(_ index: UInt32?) -> [UInt8]? {
    guard let index else { return nil }
    guard showsInterfaces else { return Array(String(index).utf8) }
    return interfaces.withLock { interfaces in
      let names = interfaces ?? InterfaceNames.all
      interfaces = names
      return names[index]
    } ?? Array(String(index).utf8)
  }
}
