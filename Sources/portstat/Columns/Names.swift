import SocketInspector

/// The names that columns show and that have to be looked up.
final class Names: Sendable {
  /// Whether names of services and users are left out.
  let isNumeric: Bool
  private let users: [UInt32: [UInt8]]
  private let interfaces: [UInt32: [UInt8]]

  /// - Parameter userIDs: The users that occur; called if names of users are required.
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

  /// The name of a user; null without one.
  func user(_ userID: UInt32?) -> Value { .text(userID.flatMap { users[$0] }) }

  /// The name of an interface; its number if it is gone.
  func interface(_ index: UInt32?) -> Value {
    index.map { .text(interfaces[$0] ?? Array(String($0).utf8)) } ?? .null
  }
}
