import Testing

@testable import portstat

@Suite struct LocaleTests {
  /// Block characters are garbage in other locales.
  @Test(
    arguments: [
      ("C.UTF-8", true), ("en_US.utf8", true), ("de_DE.UTF-8@euro", true), ("C", false),
      ("en_US.ISO-8859-1", false), ("POSIX", false), (nil, false),
    ] as [(String?, Bool)])
  func theLocaleSaysWhetherThereIsUTF8(locale: String?, isUTF8: Bool) {
    #expect(Terminal(locale: locale).isUTF8 == isUTF8)
  }
}
