import SocketInspector

/// A form of output.
protocol Renderer {
  /// Writes a report, in pieces as they come.
  ///
  /// - Throws: ``SystemError`` when the output cannot be written.
  func render(_ report: Report, to output: inout OutputBuffer) throws(SystemError)
}

/// What is to be shown.
struct Report: Sendable {
  let snapshot: Snapshot
  /// The places of the sockets in the order of `--sort`; nil for the snapshot's own order.
  private let order: [UInt32]?
  let columns: [Column]
  private let names: NameTables
  let view: OutputOptions

  init(_ snapshot: Snapshot, _ view: OutputOptions) {
    self.snapshot = snapshot
    self.view = view
    columns = view.columns
    names = NameTables(view) {
      snapshot.sockets.compactMap(\.userID) + snapshot.processUserIDs
    }
    order = SortKey.order(snapshot.sockets, by: view.sortKeys, RenderContext(names))
  }

  /// What columns need to know: another one each time, for another thread.
  var context: RenderContext { RenderContext(names) }

  /// How many sockets are shown.
  var count: Int { snapshot.sockets.count }

  /// Where in the snapshot a socket stands, by its place in the order in which they are shown.
  func place(_ index: Int) -> Int { order.map { Int($0[index]) } ?? index }

  /// The socket at a place of the order in which they are shown.
  func socket(at index: Int) -> Socket { snapshot.sockets[place(index)] }
}
