import SocketInspector

/// A property of a socket that every format can show. Its key is the JSON key, the CSV heading, and the name
/// for `--columns` and `--sort`.
struct Column: Sendable {
  enum Alignment: Sendable {
    case left
    case right
  }

  /// The type of the values in JSON.
  enum Kind: Equatable, Sendable {
    case integer
    case port
    case number
    case string
    case boolean
    case object
    case array(of: Element)

    /// The type of the elements of an array.
    enum Element: Sendable {
      case number
      case name
      case process
      /// A PID with a name.
      case ancestor
    }

    /// The `type` in JSON Schema.
    var name: String {
      switch self {
      case .integer, .port: "integer"
      case .number: "number"
      case .string: "string"
      case .boolean: "boolean"
      case .object: "object"
      case .array: "array"
      }
    }

    var isNumber: Bool { self == .integer || self == .port || self == .number }
  }

  /// When the table omits a column on a narrow terminal. The numbers are places in one order, from the column that
  /// is omitted first.
  enum Omission: Equatable, Sendable {
    case never
    /// As soon as more than a few rows do not fit.
    case first(Int)
    /// As ``first(_:)`` if no row has a peer, as in a list of listening sockets; otherwise as ``last(_:)``.
    case withoutPeers(Int)
    /// Only where a line cannot be longer than the screen, because the user has asked for the column.
    case last(Int)

    /// Whether the column is one of those that the live view adds for a key.
    var isOfTCPInfo: Bool { if case .last(1...7) = self { true } else { false } }

    /// Whether the column says less than the end of an address: those that are left out first, and the remote
    /// ends in a list of listening sockets.
    var isMinor: Bool {
      switch self {
      case .first(1...2), .withoutPeers: true
      default: false
      }
    }
  }

  /// Returns the value of a column for a socket.
  ///
  /// A structure, because an array of bare closures wraps each one again whenever it is used.
  struct ValueFunction: Sendable {
    let read: @Sendable (Socket, RenderContext) -> Value

    func callAsFunction(_ socket: Socket, _ context: RenderContext) -> Value {
      read(socket, context)
    }
  }

  /// Returns the color of a table cell.
  struct StyleFunction: Sendable {
    fileprivate let style: (@Sendable (Socket) -> Style)?

    func callAsFunction(_ socket: Socket) -> Style { style?(socket) ?? .plain }
  }

  let key: String
  /// The heading in the table.
  private(set) var title: String
  let kind: Kind
  let alignment: Alignment
  /// Whether the table may shorten the text on a narrow terminal. True of names, never of addresses: the
  /// beginning of an address is a different address.
  let isShortenable: Bool
  /// Whether a wide cell makes only its own line longer, instead of the column wider, if the terminal is
  /// narrow.
  let mayOverflow: Bool
  /// When the table leaves the column out on a narrow terminal.
  private(set) var omission: Omission
  /// What a snapshot has to read for the values.
  let requires: Requirements
  /// A description with the unit, for the manual and the JSON Schema.
  let summary: String
  /// All possible values, if they are few words; otherwise empty.
  let choices: [String]
  /// The cases in which there is no value, for the manual; nil if there always is one.
  let nullWhen: String?
  let value: ValueFunction
  /// The value that the table shows, if it differs from ``value``; otherwise the same.
  private(set) var tableValue: ValueFunction
  let style: StyleFunction

  init(
    _ key: String, _ title: String, as kind: Kind = .string, alignment: Alignment? = nil,
    isShortenable: Bool = false, mayOverflow: Bool = false, omission: Omission = .last(.max),
    requires: Requirements = [], _ summary: String,
    choices: [String] = [], null nullWhen: String? = nil,
    table tableValue: (@Sendable (Socket, RenderContext) -> Value)? = nil,
    style: (@Sendable (Socket) -> Style)? = nil,
    _ value: @escaping @Sendable (Socket, RenderContext) -> Value
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.alignment = alignment ?? (kind.isNumber ? .right : .left)
    self.isShortenable = isShortenable
    self.mayOverflow = mayOverflow
    self.omission = omission
    self.requires = requires
    self.summary = summary
    self.choices = choices
    self.nullWhen = nullWhen
    self.value = ValueFunction(read: value)
    self.tableValue = ValueFunction(read: tableValue ?? value)
    self.style = StyleFunction(style: style)
  }

  /// The same column if the user has asked for it by name: only the live view leaves it out,
  /// after all other columns.
  var required: Column { omission == .never ? self : omitted(.last(.max)) }

  /// The same column, left out at another time.
  func omitted(_ omission: Omission) -> Column {
    var column = self
    column.omission = omission
    return column
  }

  /// The same column, the table of which shows its values in another form.
  func showing(_ form: @escaping @Sendable (Value) -> Value) -> Column {
    var column = self
    let value = value
    column.tableValue = ValueFunction { form(value($0, $1)) }
    return column
  }

  /// The same column with another heading.
  func titled(_ title: String) -> Column {
    var column = self
    column.title = title
    return column
  }
}
