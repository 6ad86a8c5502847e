import SocketInspector

/// A column: one fact about a socket, for every format. Its key is the JSON key, the CSV heading
/// and the word for `--columns` and `--sort`.
struct Column: Sendable {
  enum Alignment: Sendable {
    case left
    case right
  }

  /// What a value means for a reader of JSON.
  enum Kind: Equatable, Sendable {
    case integer
    case port
    case number
    case string
    case boolean
    case array(of: Element)

    /// What the elements of an array are.
    enum Element: Sendable {
      case number
      case name
      case process
    }

    /// The word of JSON Schema.
    var name: String {
      switch self {
      case .integer, .port: "integer"
      case .number: "number"
      case .string: "string"
      case .boolean: "boolean"
      case .array: "array"
      }
    }

    var isNumber: Bool { self == .integer || self == .port || self == .number }
  }

  /// A function in a structure of its own: in an array, a bare one is wrapped again at each use.
  struct Reading: Sendable {
    let read: @Sendable (Socket, RenderContext) -> Value

    func callAsFunction(_ socket: Socket, _ context: RenderContext) -> Value {
      read(socket, context)
    }
  }

  /// How the table colours a cell.
  struct Styling: Sendable {
    fileprivate let style: (@Sendable (Socket) -> Style)?

    func callAsFunction(_ socket: Socket) -> Style { style?(socket) ?? .plain }
  }

  let key: String
  /// The table's heading.
  let title: String
  let kind: Kind
  let alignment: Alignment
  /// Whether the table may cut the text when the terminal is narrow: names only, never addresses.
  let isShortenable: Bool
  /// What has to be known for its values.
  let requires: Requirements
  /// What the column says, with its unit: for the manual and the JSON Schema.
  let summary: String
  /// The words that occur, where they are few.
  let choices: [String]
  /// When there is no value; nil for never.
  let nullWhen: String?
  let value: Reading
  /// What the table shows: mostly the same.
  let tableText: Reading
  let style: Styling

  init(
    _ key: String, _ title: String, as kind: Kind = .string, alignment: Alignment? = nil,
    isShortenable: Bool = false, requires: Requirements = [], _ summary: String,
    choices: [String] = [], null nullWhen: String? = nil,
    table tableText: (@Sendable (Socket, RenderContext) -> Value)? = nil,
    style: (@Sendable (Socket) -> Style)? = nil,
    _ value: @escaping @Sendable (Socket, RenderContext) -> Value
  ) {
    self.key = key
    self.title = title
    self.kind = kind
    self.alignment = alignment ?? (kind.isNumber ? .right : .left)
    self.isShortenable = isShortenable
    self.requires = requires
    self.summary = summary
    self.choices = choices
    self.nullWhen = nullWhen
    self.value = Reading(read: value)
    self.tableText = Reading(read: tableText ?? value)
    self.style = Styling(style: style)
  }
}
