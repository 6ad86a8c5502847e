import SocketInspector
import TestSupport

@testable import portstat

/// A live view of a tree that a test created, without a terminal.
final class WatchedTree {
  let tree: ProcTree
  var model: LiveModel
  private var loop: UpdateLoop

  init(_ tree: ProcTree, _ output: OutputOptions = OutputOptions(), interval: Double = 1) throws {
    self.tree = tree
    model = LiveModel(try Self.settings(output), interval: interval)
    loop = UpdateLoop(Query(procPath: tree.path), every: interval)
    model.resize(columns: 120, rows: 23)
    try update()
  }

  /// Shows a recorded tree.
  init(fixture: String, _ output: OutputOptions = OutputOptions()) throws {
    tree = try ProcTree(empty: ())
    model = LiveModel(try Self.settings(output), interval: 1)
    loop = UpdateLoop(Query(procPath: Fixtures.path(fixture)), every: 1)
    model.resize(columns: 120, rows: 23)
    try update()
  }

  private static func settings(_ output: OutputOptions) throws -> Settings {
    var arguments = Arguments()
    arguments.output = output
    return try Settings(arguments, on: Terminal())
  }

  /// Performs the next update, as portstat does at each interval.
  func update() throws { model.update(try loop.update()) }

  /// Replaces the TCP table and updates.
  func update(tcp rows: [KernelRow]) throws {
    try tree.writeTable("tcp", rows)
    try update()
  }

  /// Presses keys as a terminal sends them.
  ///
  /// - Returns: Whether the live view continues.
  @discardableResult
  func press(_ text: String) -> Bool {
    defer { model.arrangeIfNeeded() }
    for key in Key.keys(Array(text.utf8)) where !model.press(key) { return false }
    return true
  }

  /// The local ports of the rows, in order.
  var ports: [UInt16] { model.list.rows.compactMap(\.socket.local.port) }

  /// The local port of the row that the cursor is on.
  var selectedPort: UInt16? { model.selected?.socket.local.port }

  /// Draws the screen, after reading the owners of its rows again, as portstat does.
  func screen(
    columns: Int = 120, rows: Int = 24, isColored: Bool = false, isUTF8: Bool = false
  ) -> [String] {
    model.resize(columns: columns, rows: rows)
    let indices = model.rowsToVerify
    let sockets = indices.map { model.list[$0].socket }
    if let (found, outcome) = try? loop.recheck(sockets, .processDetails) {
      model.replace(indices, with: found, outcome)
    }
    let renderer = ScreenRenderer(
      columns: columns, rows: rows, isColored: isColored, isUTF8: isUTF8)
    return renderer.draw(&model).lines.map { String(decoding: $0, as: UTF8.self) }
  }
}
