import Testing

@testable import portstat

@Suite struct CharacterWidthTests {
  /// A wrong width would shift every column after a name.
  @Test(arguments: [
    ("a" as Unicode.Scalar, 1), (" ", 1), ("é", 1), ("服", 2), ("가", 2), ("\u{1f600}", 2), ("Ａ", 2),
    ("\u{301}", 0), ("\u{200d}", 0), ("я", 1), ("\u{e000}", 1),
  ])
  func widthsMatchTerminals(scalar: Unicode.Scalar, width: Int) {
    #expect(CharacterWidth.of(scalar) == width)
  }

  /// A name must be shortened between characters, to the width that is available.
  @Test(arguments: [
    ("systemd-resolve", 10, "systemd-.."), ("服务器服务器", 8, "服务器.."), ("服务器服务器", 7, "服务.."),
    ("ééééééé", 5, "ééé.."), ("a+b-c-d-e-f", 8, "a+b-c-.."),
  ])
  func namesAreShortenedByTheirWidth(name: String, limit: Int, short: String) {
    let cut = CellBuffer.shortened(Array(name.utf8)[...], to: limit)
    #expect(String(decoding: cut, as: UTF8.self) == short)
    #expect(CellBuffer.width(of: cut[...]) <= limit)
  }
}
