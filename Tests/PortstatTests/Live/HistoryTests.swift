import Testing

@testable import portstat

/// The pictures of the last updates in the first lines of the live view.
@Suite struct HistoryTests {
  private func history(_ values: [Double?]) -> History {
    var history = History()
    for value in values { history.append(value) }
    return history
  }

  /// A picture that is upside down, or in which a small value looks like none, would mislead.
  @Test func heightsAreInProportion() {
    let history = history([0, 1, 50, 100, nil, 100])
    #expect(history.picture(60, isUTF8: true).suffix(7) == " ▁▂▅█ █")
    #expect(history.picture(60, isUTF8: false).suffix(7) == " .:=# #")
    #expect(history.picture(60, isUTF8: true).count == 60)
  }

  /// Without traffic, the picture is a line, not empty as before the first update.
  @Test func zerosAreALine() {
    #expect(history([0, 0, 0]).picture(60, isUTF8: true).suffix(4) == " ▁▁▁")
    #expect(History().picture(60, isUTF8: true).allSatisfy { $0 == " " })
    #expect(History().picture(0, isUTF8: true).isEmpty)
  }

  /// Only the last 60 updates count: an old peak would flatten everything after it.
  @Test func anOldPeakIsForgotten() {
    let history = history([1000] + Array(repeating: 1, count: 60))
    #expect(history.picture(60, isUTF8: true) == String(repeating: "█", count: 60))
  }

  /// On a narrower screen a cell stands for several updates. If these changed with each update, the picture
  /// would flicker.
  @Test(arguments: [10, 20, 25, 30, 59])
  func aNarrowPictureMovesWithoutFlickering(width: Int) {
    var history = History()
    var last = history.cells(width)
    for number in 1...300 {
      history.append(Double(number * 7919 % 101))
      let cells = history.cells(width)
      #expect(cells.count <= width && cells.count == last.count)
      // It stays but for the newest cell, or moves by one cell.
      let stays = cells.dropLast().dropFirst() == last.dropLast().dropFirst()
      let moves = cells.dropLast(2).dropFirst() == last.dropLast().dropFirst(2)
      #expect(stays || moves, "update \(number)")
      last = cells
    }
  }
}
