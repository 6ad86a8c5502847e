import SocketInspector
import TestSupport
import Testing

@testable import portstat

/// Whether the cells of the live view are below their headings.
@Suite struct LiveAlignmentTests {
  /// Names, addresses and numbers of very different widths.
  private static func rows() throws -> ProcTree {
    let tree = try ProcTree(
      tcp: [
        .listener("0.0.0.0:22", inode: 101), .listener("127.0.0.1:15432", inode: 102),
        .listener("127.0.0.1:16379", inode: 103), .listener("192.168.100.200:65535", inode: 104),
        .connection("10.0.0.7:443", "198.51.100.7:51514", inode: 105),
        .connection("192.168.100.200:15432", "198.151.100.107:51514", inode: 106),
        .connection("10.0.0.7:443", "10.0.0.9:51000", state: 6, inode: 0),
        .connection("10.0.0.7:443", "10.0.0.9:51001", state: 8, inode: 107),
      ],
      tcp6: [
        .listener("[::]:8080", inode: 108),
        .connection(
          "[2001:db8:a:b:c:d:1234:5678]:443", "[2001:db8:8765:4321:f:e:d:c]:50124", inode: 109),
      ])
    try tree.addProcess(1, name: "sshd", sockets: [3: 101])
    try tree.addProcess(4_194_301, name: "postgres", sockets: [3: 102, 4: 106])
    try tree.addProcess(11274, name: "redis-server", sockets: [3: 103])
    try tree.addProcess(812, name: "nginx", sockets: [3: 104, 4: 105, 5: 107])
    try tree.addProcess(813, name: "java", sockets: [3: 108, 4: 109])
    return tree
  }

  private func plain(_ line: [UInt8]) -> [Character] {
    Array(String(decoding: line, as: UTF8.self).replacing(/\u{1b}\[[0-9;]*m/, with: ""))
  }

  /// A column, and where it is on the screen.
  private struct Place {
    let column: Column
    let start: Int
    /// The end, with the space up to the next column.
    var end: Int
  }

  private func places(_ table: LiveTable.Picture, _ width: Int) -> [Place] {
    var places: [Place] = []
    for position in 2..<width {
      guard let column = table.column(position) else { continue }
      if places.last?.column.key == column.key {
        places[places.count - 1].end = position + 1
      } else {
        places.append(Place(column: column, start: position, end: position + 1))
      }
    }
    return places
  }

  /// A number below the wrong heading is a false number.
  ///
  /// - Parameter keys: What is pressed before.
  @Test(
    arguments: [(40, 10), (60, 20), (80, 24), (100, 30), (200, 60)],
    ["", "i", "p", "s", "ssS", "is", "ps", "ppi", "ii"])
  func everyCellIsBelowItsHeading(size: (columns: Int, rows: Int), keys: String) throws {
    let watched = try WatchedTree(try Self.rows())
    // The key says that /proc has no such numbers.
    if keys.contains("i") { watched.model.showsTCPInfo = true }
    watched.press(keys.replacing("i", with: ""))
    _ = watched.screen(columns: size.columns, rows: size.rows)
    for step in 0..<3 {
      let screen = ScreenRenderer(
        columns: size.columns, rows: size.rows, isColored: true, isUTF8: true
      ).draw(&watched.model)
      let places = places(screen.table, size.columns)
      #expect(places.count >= 4)
      let count =
        watched.model.page == .processes
        ? watched.model.processes.visible.count
        : watched.model.list.visible.count
      let first = screen.headingLine
      for line in screen.lines[first...first + count].map(plain) {
        for place in places {
          let cell = Array(
            (line + Array(repeating: " ", count: size.columns))[place.start..<place.end])
          let text = String(cell)
          // Only the last column has no space after it. Where one space is all, the mark of the order is there.
          if place.end < size.columns, place.column.key != places.last?.column.key {
            let isMark = size.columns < 60 && ["▴", "▾"].contains(cell.last)
            #expect(cell.last == " " || isMark, "\(place.column.key): \(String(line))")
          }
          if place.column.alignment == .left {
            #expect(cell.first != " ", "\(place.column.key) '\(text)': \(String(line))")
          } else {
            let gap = size.columns < 60 ? 1 : 2
            let isLast = place.column.key == places.last?.column.key
            let last = isLast ? cell.last { $0 != " " } : cell[cell.count - 1 - gap]
            #expect(last != " " && last != nil, "\(place.column.key) '\(text)': \(String(line))")
          }
        }
      }
      watched.press(step == 0 ? "G" : "kk")
    }
  }
}
