import TestSupport
import Testing

@testable import portstat

@Suite struct TableLayoutTests {
  /// Proto, Local, Foreign, State, PID, Process, Service, Class; only the sixth contains names.
  private static let widths = [5, 22, 22, 11, 6, 24, 12, 10]
  private static func isShortenable(_ index: Int) -> Bool { index == 5 }

  private func places(_ limit: Int) -> [TableLayout.VisibleColumn] {
    var layout = TableLayout(widths: Self.widths)
    layout.fit(limit, isShortenable: Self.isShortenable)
    return layout.columns
  }

  private func width(_ places: [TableLayout.VisibleColumn]) -> Int {
    places.reduce(0) { $0 + $1.width } + (places.count - 1) * TableLayout.gap
  }

  /// If the terminal is wide enough, nothing must be missing.
  @Test func nothingIsOmittedIfThereIsRoom() {
    #expect(places(126).map(\.width) == Self.widths)
    #expect(places(1000).map(\.width) == Self.widths)
  }

  /// Class is omitted first, then Service; then names are shortened. Columns that identify the
  /// owner of a port must stay as long as possible.
  @Test func columnsAreOmittedFromTheRight() {
    #expect(places(125).map(\.index) == [0, 1, 2, 3, 4, 5, 6])
    #expect(places(113).map(\.index) == [0, 1, 2, 3, 4, 5])
    #expect(places(100).map(\.width) == [5, 22, 22, 11, 6, 24])
    #expect(places(99).map(\.width) == [5, 22, 22, 11, 6, 23])
    #expect(places(84).map(\.width) == [5, 22, 22, 11, 6, 8])
    #expect(places(83).map(\.index) == [0, 1, 2, 3, 4])
    #expect(places(10).map(\.index) == [0])
  }

  /// At every width the table must fit, and only names may be shortened: half an address is another
  /// address.
  @Test(arguments: 10...130)
  func theTableFitsAndOnlyNamesAreShortened(limit: Int) {
    let places = places(limit)
    #expect(places.map(\.index) == Array(0..<places.count))
    #expect(width(places) <= limit)
    for place in places where !Self.isShortenable(place.index) {
      #expect(place.width == Self.widths[place.index])
    }
  }

  /// The same with random columns.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func anyColumnsFit(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let widths = (0..<Int.random(in: 1...10, using: &generator)).map { _ in
        Int.random(in: 1...45, using: &generator)
      }
      let names = widths.indices.filter { _ in Bool.random(using: &generator) }
      let limit = Int.random(in: 1...200, using: &generator)
      var layout = TableLayout(widths: widths)
      layout.fit(limit) { names.contains($0) }
      #expect(layout.columns.map(\.index) == Array(0..<layout.columns.count))
      #expect(layout.columns.count == 1 || width(layout.columns) <= limit)
      for place in layout.columns {
        #expect(place.width <= widths[place.index])
        if !names.contains(place.index) { #expect(place.width == widths[place.index]) }
      }
    }
  }
}
