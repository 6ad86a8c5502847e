import SocketInspector

/// A column: one fact about a socket, for every format. Its key is the JSON key, the CSV heading
/// and the word for `--columns` and `--sort`.
struct Column: Sendable {
  enum Alignment: Sendable {
    case left
    case right
  }

  /// What a value means for a reader of JSON.
  enum Kind: String, Sendable {
    case integer
    case number
    case string
    case boolean
    case array
  }

  /// A function in a structure of its own: in an array, a bare one is wrapped again at each use.
  struct Reading: Sendable {
    let read: @Sendable (Socket, RenderContext) -> Value

    func callAsFunction(_ socket: Socket, _ context: RenderContext) -> Value {
      read(socket, context)
    }
  }

  let key: String
  /// The table's heading.
  let title: String
  let kind: Kind
  let alignment: Alignment
  /// Whether the table may cut the text when the terminal is narrow: names only, never addresses.
  let isShortenable: Bool
  /// What has to be known of the owners; nil for nothing.
  let requires: ProcessDetails.Fields?
  /// Whether the text has retransmissions or probes in it, which cost something.
  let requiresRetransmits: Bool
  /// What the column says, with its unit: for the manual and the JSON Schema.
  let summary: String
  /// The words that occur, where they are few.
  let choices: [String]
  /// When there is no value; nil for never.
  let nullWhen: String?
  let value: Reading
  /// What the table shows: mostly the same.
  let tableText: Reading

  init(
    _ key: String, _ title: String, as kind: Kind = .string, alignment: Alignment? = nil,
    isShortenable: Bool = false, requires: ProcessDetails.Fields? = nil,
    requiresRetransmits: Bool = false, _ summary: String,
    choices: [String] = [], null nullWhen: String? = nil,
    table tableText: (@Sendable (Socket, RenderContext) -> Value)? = nil,
    _ value: @escaping @Sendable (Socket, RenderContext) -> Value
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.alignment = alignment ?? (kind == .integer || kind == .number ? .right : .left)
    self.isShortenable = isShortenable
    self.requires = requires
    self.requiresRetransmits = requiresRetransmits
    self.summary = summary
    self.choices = choices
    self.nullWhen = nullWhen
    self.value = Reading(read: value)
    self.tableText = Reading(read: tableText ?? value)
  }
}

/// What columns need to know beside the socket. Each thread has its own.
struct RenderContext {
  private let names: NameTables
  private let services = ServiceCache()

  init(_ names: NameTables) {
    self.names = names
  }

  /// - Parameter userIDs: The users that occur; asked for when a column shows their names.
  init(_ view: OutputOptions, userIDs: () -> [UInt32]) {
    self.init(NameTables(view, userIDs: userIDs))
  }

  func userName(_ userID: UInt32?) -> Value {
    userID.flatMap { names.users[$0] }.map(Value.text) ?? .null
  }

  /// The name of an interface; its number where it is gone.
  func interface(_ index: UInt32?) -> Value {
    index.map { .text(names.interfaces[$0] ?? Array(String($0).utf8)) } ?? .null
  }

  /// The name of the service that a port of a socket is for.
  func service(_ port: UInt16?, _ socket: Socket) -> Value {
    guard !names.isNumeric, let port else { return .null }
    return .word(services.name(of: port, socket.socket.table))
  }
}

/// The names that columns show and that have to be looked up.
struct NameTables: Sendable {
  /// Whether names of services and users are left out.
  let isNumeric: Bool
  /// The names of the users that occur.
  let users: [UInt32: [UInt8]]
  /// The names of this machine's interfaces, where a column shows them.
  let interfaces: [UInt32: [UInt8]]

  /// - Parameter userIDs: The users that occur; asked for when a column shows their names.
  init(_ view: OutputOptions, userIDs: () -> [UInt32]) {
    isNumeric = view.isNumeric
    let columns = view.columns + view.sortKeys.map(\.column)
    let needsUsers = columns.contains { $0.key == "user" || $0.key == "processes" }
    var names: [UInt32: [UInt8]] = [:]
    if needsUsers, !view.isNumeric {
      for userID in Set(userIDs()) { names[userID] = UserNames.name(of: userID) }
    }
    users = names
    interfaces = columns.contains { $0.key == "interface" } ? InterfaceNames.all : [:]
  }
}
