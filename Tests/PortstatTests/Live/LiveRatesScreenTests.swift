import Foundation
import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// What the live view shows about real connections.
@Suite(.enabled(if: (try? Snapshot.capture(Query(source: .netlink))) != nil, "no sock_diag"))
struct LiveRatesScreenTests {
  private func screen(_ model: inout LiveModel, columns: Int, rows: Int = 24) -> [String] {
    ScreenRenderer(columns: columns, rows: rows, isColored: false, isUTF8: true)
      .draw(&model).lines.map {
        String(decoding: $0, as: UTF8.self).replacing(/\u{1b}\[[0-9;]*m/, with: "")
      }
  }

  /// Who fills the line is seen at a glance: in total, per connection, and per program.
  @Test func aWideScreenShowsRates() throws {
    let connection = try LiveConnection(.ipv4)
    var settings = Arguments()
    settings.filter.ports.included = [
      PortPattern(try connection.listener.port...connection.listener.port)
    ]
    var model = LiveModel(try Settings(settings, on: Terminal()), interval: 1)
    model.resize(columns: 120, rows: 24)
    #expect(model.requirements.contains(.rates))
    var loop = UpdateLoop(
      Query(filter: settings.filter, requirements: [.programName, .rates]), every: 1)
    model.update(try loop.update())
    #expect(model.hasSecondLine)
    let first = screen(&model, columns: 120)
    #expect(first[1].hasPrefix("TCP sent -"))
    try connection.client.send(30_000)
    usleep(600_000)
    model.update(try loop.update())
    let wide = screen(&model, columns: 120)
    #expect(wide[0].contains("1 listening  2 established"))
    #expect(
      wide[1].contains(#/^TCP sent +[0-9.]+ [kMG]?B/s +[▁-█] +max +[0-9.]+ [kMG]?B/s/#),
      "\(wide[1])")
    #expect(wide[2].contains(/Sent\/s +Recv\/s/))
    #expect(wide.contains { $0.contains(#/ESTABLISHED +[0-9.]+[kMG]? +[0-9.]+[kMG]? /#) })
    let narrow = screen(&model, columns: 80)
    #expect(narrow[1].hasPrefix("  Proto") && !narrow[1].contains("Sent/s"))
  }

  /// At 100 columns, numbers would push the picture of the connections out, which people look at first.
  @Test func aPictureIsBesideManyNumbers() throws {
    let (full, other) = (try LiveSocket.listener(backlog: 0), try LiveConnection(.ipv4))
    let waiting = try (0..<6).map { _ in
      let client = try LiveSocket()
      try client.beginToConnect(to: try full.port)
      return client
    }
    let closing = try LiveConnection(.ipv4)
    try closing.server.endSending()
    let udp = try LiveSocket.bound(.ipv4, .udp)
    var settings = Arguments()
    settings.filter.ports.included = try [
      full.port, other.listener.port, closing.listener.port, udp.port,
    ].map { PortPattern($0...$0) }
    var model = LiveModel(try Settings(settings, on: Terminal()), interval: 1)
    var loop = UpdateLoop(Query(filter: settings.filter), every: 1)
    loop.requirements = model.requirements
    model.update(try loop.update())
    usleep(600_000)
    model.update(try loop.update())
    withExtendedLifetime(waiting) {}
    let line = screen(&model, columns: 100)[0]
    #expect(line.contains(#/  [▁-█ ]*[▁-█]+( connections)?$/#), "\(line)")
    for (kind, text) in model.figures.totals.texts where kind.rank < 3 {
      #expect(line.contains(text), "\(line)")
    }
    #expect(line.contains(" /s"), "\(line)")
    // The scale of a picture, where there is room.
    #expect(screen(&model, columns: 200)[1].contains(#/[▁-█ ] max +[0-9.]+ [kMG]?B\/s/#))
    #expect(!screen(&model, columns: 100)[1].contains("max"))
  }

  /// Who pauses to look at a connection in a small window would not see what TCP knows about it.
  @Test func detailsOfAPausedViewHaveTheLinesAboutTCP() throws {
    let connection = try LiveConnection(.ipv4)
    var settings = Arguments()
    settings.filter.remotePorts.included = [
      PortPattern(try connection.listener.port...connection.listener.port)
    ]
    var model = LiveModel(try Settings(settings, on: Terminal()), interval: 1)
    model.resize(columns: 80, rows: 24)
    var loop = UpdateLoop(Query(filter: settings.filter), every: 1)
    loop.requirements = model.requirements
    model.update(try loop.update())
    for key in Key.keys(Array(" \r".utf8)) { _ = model.press(key) }
    #expect(model.page == .details && model.isPaused)
    #expect(loop.requirements.isSuperset(of: model.requirements), "nothing else has to be read")
    let page = screen(&model, columns: 80, rows: 60)
    for label in ["transfer", "latency", "path", "losses", "limited by"] {
      #expect(page.contains { $0.hasPrefix("  \(label) ") }, "\(label): \(page)")
    }
  }
}
