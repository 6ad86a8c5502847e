import SocketInspector

/// The names of users and network interfaces that columns show, looked up once for all rows.
final class Names: Sendable {
  /// Whether columns leave out the names of services and users.
  let isNumeric: Bool
  private let users: [UInt32: [UInt8]]
  private let interfaces: [UInt32: [UInt8]]

  /// - Parameters:
  ///   - requirements: Which kinds of names are needed.
  ///   - userIDs: Returns the users whose names are needed; not called if no user names are.
  init(isNumeric: Bool, _ requirements: Requirements, userIDs: () -> [UInt32]) {
    self.isNumeric = isNumeric
    var names: [UInt32: [UInt8]] = [:]
    if requirements.contains(.userNames), !isNumeric {
      for userID in Set(userIDs()) { names[userID] = UserNames.name(of: userID) }
    }
    users = names
    interfaces = requirements.contains(.interfaceNames) ? InterfaceNames.all : [:]
  }

  /// A copy for another thread, so that threads do not contend for one reference count.
  init(copying other: Names) {
    isNumeric = other.isNumeric
    users = other.users
    interfaces = other.interfaces
  }

  /// The name of a user; null if there is none, and with ``isNumeric``.
  func user(_ userID: UInt32?) -> Value { .text(userID.flatMap { users[$0] }) }

  /// The name of an interface; its index if it no longer exists.
  func interface(_ index: UInt32?) -> Value {
    index.map { .text(interfaces[$0] ?? Array(String($0).utf8)) } ?? .null
  }
}
