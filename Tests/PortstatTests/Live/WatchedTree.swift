import SocketInspector
import TestSupport

@testable import portstat

/// A live view of a tree that a test makes, without a terminal.
final class WatchedTree {
  let tree: ProcTree
  var model: LiveModel
  private var last: Snapshot?
  private let query: Query

  init(_ tree: ProcTree, _ view: OutputOptions = OutputOptions(), interval: Double = 1) throws {
    self.tree = tree
    model = LiveModel(view, interval: interval)
    query = Query(procPath: tree.path)
    model.resize(lines: 20)
    try look()
  }

  /// A recorded tree.
  init(fixture: String, _ view: OutputOptions = OutputOptions()) throws {
    tree = try ProcTree(empty: ())
    model = LiveModel(view, interval: 1)
    query = Query(procPath: Fixtures.path(fixture))
    model.resize(lines: 20)
    try look()
  }

  /// Takes the next look, as the program does at each tick.
  func look() throws {
    let next = try Snapshot.capture(query)
    var notes = MessageLog(query.procPath, isCounting: true)
    model.update(next, last.map { next.changes(since: $0) } ?? [])
    model.note(notes.notes(next), hidesOwners: !next.hiddenProcesses.isEmpty)
    last = next
  }

  /// Writes the TCP table anew, and looks.
  func look(tcp rows: [KernelRow]) throws {
    try tree.writeTable("tcp", rows)
    try look()
  }

  /// Presses keys as a terminal sends them.
  ///
  /// - Returns: Whether the program goes on.
  @discardableResult
  func press(_ text: String) -> Bool {
    defer { model.settle() }
    for key in Key.keys(Array(text.utf8)) where !model.press(key) { return false }
    return true
  }

  /// The local ports of the rows, in order.
  var ports: [UInt16] { model.rows.compactMap(\.socket.local.port) }

  /// The local port of the row that the cursor is on.
  var selectedPort: UInt16? { model.selected?.socket.local.port }

  /// The screen.
  func screen(
    columns: Int = 120, rows: Int = 24, isColored: Bool = false
  ) -> [String] {
    var widths: [Int] = []
    let text = ScreenRenderer(columns: columns, rows: rows, isColored: isColored)
    model.resize(lines: text.pageSize)
    return text.lines(&model, widths: &widths).map { String(decoding: $0, as: UTF8.self) }
  }
}
