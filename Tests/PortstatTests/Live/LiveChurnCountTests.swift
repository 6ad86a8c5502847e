import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// How many sockets open and close per second, on the first line of the live view.
@Suite(.enabled(if: Program.isInstalled("python3"), "python3 is not installed"))
struct LiveChurnCountTests {
  /// A server that can make short connections to itself.
  private struct Server {
    let session: PythonSession
    let port: UInt16

    init() throws {
      session = try PythonSession()
      let answer = try session.run(
        "s = socket.create_server(('127.0.0.1', 0), backlog=128)\n" + "answer = s.getsockname()[1]")
      port = try #require(UInt16(answer))
    }

    /// Opens and closes connections, one after another.
    func connect(_ count: Int) throws {
      try session.run(
        """
        for _ in range(\(count)):
          c = socket.create_connection(s.getsockname())
          a = s.accept()[0]
          c.close()
          a.recv(1)
          a.close()
        """)
    }

    /// The filter for the local ends of this server.
    var filter: Filter {
      var filter = Filter()
      filter.localPorts.included = [PortPattern(port...port)]
      return filter
    }
  }

  private static let hasNetlink = (try? Snapshot.capture(Query(source: .netlink))) != nil

  /// A web server with a hundred requests a second, each on a connection of its own, would look idle.
  /// Connections that the filter excludes do not count.
  @Test(.enabled(if: hasNetlink, "no sock_diag"))
  func connectionsBetweenTwoUpdatesAreCounted() throws {
    let (server, other) = (try Server(), try Server())
    var loop = UpdateLoop(Query(filter: server.filter), every: 1)
    #expect(try loop.update().churn == nil)
    var sum = Churn()
    try other.connect(11)
    try server.connect(37)
    _ = try eventually("37 connections") {
      sum += try loop.update().churn ?? Churn()
      return sum.closed >= 37 ? true : nil
    }
    try server.connect(5)
    _ = try eventually("5 more") {
      sum += try loop.update().churn ?? Churn()
      return sum.closed >= 42 ? true : nil
    }
    #expect(sum.opened == 42 && sum.closed == 42)
    // An entry in TIME_WAIT is left of no connection, or of each: it neither opens nor closes.
    #expect(try loop.update().churn == Churn())
  }

  /// The line must show them, not only know of them.
  @Test(.enabled(if: hasNetlink, "no sock_diag"))
  func theFirstLineShowsThem() throws {
    let server = try Server()
    var model = LiveModel(try Settings(Arguments(), on: Terminal()), interval: 0.1)
    var loop = UpdateLoop(Query(filter: server.filter), every: 0.1)
    model.update(try loop.update())
    try server.connect(20)
    _ = try eventually("the connections") {
      usleep(100_000)
      model.update(try loop.update())
      return (model.figures.churn?.closed ?? 0) > 0 ? true : nil
    }
    let renderer = ScreenRenderer(columns: 80, rows: 24, isColored: false)
    let line = String(decoding: renderer.draw(&model).lines[0], as: UTF8.self)
    #expect(line.contains(#/ \+[0-9.]+k? -[0-9.]+k? \/s$/#) && !line.contains("-0 /s"), "\(line)")
  }

  /// Without an owner, it is unknown whether a short connection matches. The count would silently be too low.
  @Test(.enabled(if: hasNetlink, "no sock_diag"))
  func connectionsThatCannotBeMatchedAreMentioned() throws {
    let server = try Server()
    var filter = server.filter
    filter.pids.included = [server.session.pid]
    var model = LiveModel(try Settings(Arguments(), on: Terminal()), interval: 0.1)
    var loop = UpdateLoop(Query(filter: filter), every: 0.1)
    model.update(try loop.update())
    try server.connect(3)
    _ = try eventually("the note") {
      usleep(100_000)
      model.update(try loop.update())
      return model.notesOnRows.contains { $0.brief == "short connections not counted" } ? true : nil
    }
    #expect(model.figures.churn?.closed == 0)
  }

  /// Where only /proc can be read, short connections are missing, and the user has to know.
  @Test func theLastLineSaysThatShortConnectionsCanBeMissed() throws {
    let watched = try WatchedTree(try ProcTree(tcp: [.listener("127.0.0.1:1", inode: 101)]))
    let last = try #require(watched.screen(columns: 120).last)
    #expect(last.contains("short connections can be missed"), "\(last)")
    try watched.update(tcp: [.listener("127.0.0.1:2", inode: 102)])
    usleep(600_000)
    try watched.update()
    let churn = try #require(watched.model.figures.churn)
    #expect(churn.opened > 0 && churn.closed > 0, "what two updates see")
  }
}
